package org.logcl.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.logcl.bench.Bench;
import org.logcl.bench.Crossover;
import org.logcl.bench.Measurement;
import org.logcl.bench.Result;
import org.logcl.bench.Size;
import org.logcl.error.InputException;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Limit;
import org.logcl.report.Progress;
import org.logcl.report.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures a device. */
@Command(
    name = "bench",
    description = {
      "Measures what this device can do at most (reading, copying, multiply-adds, launches, transfers), the share of it that"
          + " training reaches, the ratio to plain Java, and from how many rows on the device pays.",
      "",
      "Each case has given the CPU twin's bits on a part of its rows before it is timed. A case, its limit and reference are"
          + " measured in turn; figures are medians over the rounds, shares and ratios medians of those within a round. Under a"
          + " minute on two cores.",
      ""
    },
    sortOptions = false,
    sortSynopsis = false,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class BenchCommand implements Callable<Integer> {
  @Option(
      names = "--quick",
      description = "Fewer and shorter rounds on smaller data: under 15 s on two cores.")
  private boolean quick;

  @Option(
      names = "--mebibytes",
      paramLabel = "N",
      description =
          "Size of the largest feature matrix, from 1 to 1024; small ones fit caches, which are faster than memory. Less is taken"
              + " where the device or Java's heap has less. Default: 256, with --quick 64.")
  private Long mebibytes;

  @Mixin private VerifiedDevice device;
  @Mixin private Output output;

  @Override
  public Integer call() {
    Size size = quick ? Size.quick() : Size.standard();
    if (mebibytes != null) {
      if (mebibytes < 1 || mebibytes > 1024) {
        throw new InputException("--mebibytes must be from 1 to 1024, not " + mebibytes);
      }
      size = size.withBytes(mebibytes << 20);
    }
    try (Opening opening = device.begin();
        Backend backend = opening.open(output)) {
      Progress progress = output.progress();
      Result result;
      try {
        result = Bench.run(backend, size, (what, done, whole) -> tell(progress, what, done, whole));
      } finally {
        progress.clear();
      }
      print(result);
      output.json(json -> write(json, result));
    }
    return 0;
  }

  private static void tell(Progress progress, String what, int done, int whole) {
    progress.update("measuring " + what + ", parts", done, whole);
  }

  private void print(Result result) {
    Table limits = new Table(1, "limit", "value", "unit");
    result
        .limits()
        .forEach((limit, value) -> limits.row(limit.label(), figure(value), limit.unit()));
    limits.lines().forEach(output::result);
    output.result("");
    Table cases =
        new Table(
            1,
            "case",
            "rows x features x classes",
            "ms",
            "rate",
            "unit",
            "share",
            "of limit",
            "x reference");
    for (Measurement one : result.cases()) {
      cases.row(
          one.name(),
          String.format(Locale.ROOT, "%,d x %,d x %,d", one.rows(), one.features(), one.classes()),
          figure(one.seconds() * 1e3),
          figure(one.rate()),
          one.unit(),
          Double.isNaN(one.share()) ? "-" : String.format(Locale.ROOT, "%.2f", one.share()),
          one.limit() == Limit.LAUNCH ? "two launches a step" : one.limit().label(),
          figure(one.referenceRatio()));
    }
    cases.lines().forEach(output::result);
    output.result("");
    output.result("every case gave the CPU twin's bits before it was timed");
    result.crossovers().forEach(crossover -> output.result(words(crossover)));
  }

  /** Three digits, or a dash where there is no figure. */
  private static String figure(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    String format = value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  private static String words(Crossover crossover) {
    String training =
        String.format(
            Locale.ROOT,
            "%d epochs of %s, %d features",
            crossover.epochs(),
            crossover.batchRows() == 0 ? "full batches" : "batches of " + crossover.batchRows(),
            crossover.features());
    if (crossover.rows().isEmpty()) {
      return String.format(
          Locale.ROOT,
          "reference is faster up to %,d rows and perhaps more (%s)",
          crossover.mostRows(),
          training);
    }
    return crossover.rows().getAsInt() == 0
        ? "this device is faster than reference at any number of rows (" + training + ")"
        : String.format(
            Locale.ROOT,
            "reference is faster below about %,d rows (%s)",
            crossover.rows().getAsInt(),
            training);
  }

  private static void write(JsonGenerator json, Result result) throws IOException {
    json.writeStartObject();
    json.writeStringField("device", result.device());
    json.writeStringField("driver", result.driver());
    json.writeStringField("backend", result.backend());
    json.writeBooleanField("identical", true);
    json.writeObjectFieldStart("limits");
    for (Limit limit : Limit.values()) {
      Figures.number(json, limit.key(), result.limits().getOrDefault(limit, Double.NaN));
    }
    json.writeEndObject();
    json.writeArrayFieldStart("cases");
    for (Measurement one : result.cases()) {
      write(json, one);
    }
    json.writeEndArray();
    for (Crossover crossover : result.crossovers()) {
      String name = crossover.batchRows() == 0 ? "crossoverRowsFullBatch" : "crossoverRows";
      if (crossover.rows().isPresent()) {
        json.writeNumberField(name, crossover.rows().getAsInt());
      } else {
        json.writeNullField(name);
      }
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Measurement one) throws IOException {
    json.writeStartObject();
    json.writeStringField("case", one.name());
    json.writeNumberField("rows", one.rows());
    json.writeNumberField("features", one.features());
    json.writeNumberField("classes", one.classes());
    json.writeNumberField("batchRows", one.batchRows());
    json.writeNumberField("epochs", one.epochs());
    json.writeNumberField("rounds", one.rounds());
    Figures.number(json, "seconds", one.seconds());
    Figures.number(json, "rate", one.rate());
    json.writeStringField("unit", one.unit());
    json.writeStringField("limit", one.limit().key());
    Figures.number(json, "share", one.share());
    Figures.number(json, "referenceRatio", one.referenceRatio());
    json.writeEndObject();
  }
}
