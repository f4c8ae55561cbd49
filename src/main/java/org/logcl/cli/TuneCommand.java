package org.logcl.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.logcl.bench.Finding;
import org.logcl.bench.Tuner;
import org.logcl.error.InputException;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Knob;
import org.logcl.kernel.OpenClBackend;
import org.logcl.kernel.TunedDevices;
import org.logcl.kernel.Tuning;
import org.logcl.opencl.DeviceInfo;
import org.logcl.report.Progress;
import org.logcl.report.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Searches for a device's fastest tuning. */
@Command(
    name = "tune",
    description = {
      "Searches for the settings with which this device is fastest, and keeps them in the user's cache for later runs."
          + " They change speed, never a bit of a result.",
      "",
      "For each class of shapes the values of one setting run in turn with the shipped one, after each has given the same bits."
          + " A value is taken only where it is at least 3 %% faster, and a second measurement says so too.",
      ""
    },
    sortOptions = false,
    sortSynopsis = false,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class TuneCommand implements Callable<Integer> {
  @Option(
      names = "--seconds",
      paramLabel = "N",
      description =
          "Time of the search, over 0 and up to 600; what there is no time for stays as shipped. Default: 3, on a GPU 15.")
  private Double seconds;

  @Option(names = "--dry-run", description = "Search and print, and keep nothing.")
  private boolean dryRun;

  @Option(names = "--reset", description = "Forget what was kept for this device; no search.")
  private boolean reset;

  @Mixin private VerifiedDevice device;
  @Mixin private Output output;

  @Override
  public Integer call() {
    if (seconds != null && !(seconds > 0 && seconds <= 600)) {
      throw new InputException("--seconds must be over 0 and up to 600, not " + seconds);
    }
    if (reset && (dryRun || seconds != null)) {
      throw new InputException("--reset searches nothing: leave out --seconds and --dry-run");
    }
    try (Opening opening = device.begin();
        Backend backend = opening.open(output)) {
      if (!(backend instanceof OpenClBackend tunable) || tunable.info().isForChecking()) {
        nothing(backend);
      } else if (reset) {
        forget(tunable.info());
      } else {
        search(tunable);
      }
    }
    return 0;
  }

  /** The reference device has no settings, and devices for checking are not there for speed. */
  private void nothing(Backend backend) {
    output.result("there is nothing to tune on " + backend.device());
    output.json(
        json -> {
          json.writeStartObject();
          json.writeStringField("device", backend.device());
          json.writeBooleanField("tunable", false);
          json.writeEndObject();
        });
  }

  private void forget(DeviceInfo info) {
    boolean was = TunedDevices.forget(info);
    output.result(was ? "forgotten: the shipped settings are back" : "nothing was kept");
    output.json(
        json -> {
          json.writeStartObject();
          json.writeStringField("device", info.toString());
          json.writeBooleanField("forgotten", was);
          json.writeEndObject();
        });
  }

  private void search(OpenClBackend backend) {
    DeviceInfo info = backend.info();
    Progress progress = output.progress();
    Tuner.Outcome found;
    try {
      found =
          Tuner.run(
              backend,
              seconds == null ? Tuner.usualSeconds(backend) : seconds,
              (what, done, whole) -> progress.update("trying " + what + ", cases", done, whole));
    } finally {
      progress.clear();
    }
    Optional<Path> kept =
        dryRun || !found.isMeasured() ? Optional.empty() : TunedDevices.keep(info, found.best());
    for (String setting : found.unequal()) {
      output.warn(
          setting
              + " gave other bits than the shipped setting on "
              + info
              + " and is not used: its compiler is at fault, './logcl verify' may tell more");
    }
    print(found);
    output.result(
        kept.map(path -> "kept in " + path)
            .orElse(
                dryRun
                    ? "not kept: --dry-run"
                    : found.isMeasured()
                        ? "not kept: there is no cache that can be written (docs/opencl.md)"
                        : "not kept: nothing was measured"));
    output.json(json -> write(json, info, found, kept));
  }

  private void print(Tuner.Outcome found) {
    Table table =
        new Table(
            2, "case", "setting", "default", "ms", "best other", "ms", "gain", "choice", "why");
    for (Finding one : found.findings()) {
      Optional<Finding.Trial> best = one.best();
      table.row(
          one.name(),
          one.knob().label(),
          Integer.toString(one.usual()),
          milliseconds(one.usualSeconds()),
          best.map(trial -> Integer.toString(trial.value())).orElse("-"),
          best.map(trial -> milliseconds(trial.seconds())).orElse("-"),
          best.map(trial -> percent(gain(one, trial))).orElse("-"),
          Integer.toString(one.chosen()),
          one.verdict().label());
    }
    table.lines().forEach(output::result);
    output.result("");
    if (!found.complete()) {
      output.result("not everything was tried in this time; --seconds gives more");
    }
    output.result(
        found.best().equals(found.shipped())
            ? "the shipped settings stay"
            : "chosen: " + String.join(", ", changes(found)));
  }

  private static List<String> changes(Tuner.Outcome found) {
    return found.findings().stream()
        .filter(one -> one.chosen() != one.usual())
        .map(one -> one.chosen() + " " + one.knob().label())
        .toList();
  }

  /** Of the second measurement where there is one: the first chose the best by its luck, too. */
  private static double gain(Finding one, Finding.Trial best) {
    return 1 / (Double.isNaN(one.confirmed()) ? best.ratio() : one.confirmed()) - 1;
  }

  private static String milliseconds(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f", value * 1e3);
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%+.1f %%", value * 100);
  }

  private static void write(
      JsonGenerator json, DeviceInfo info, Tuner.Outcome found, Optional<Path> kept)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("device", info.toString());
    json.writeStringField("driver", info.driver());
    json.writeBooleanField("tunable", true);
    json.writeBooleanField("complete", found.complete());
    write(json, "shipped", found.shipped());
    write(json, "chosen", found.best());
    json.writeArrayFieldStart("cases");
    for (Finding one : found.findings()) {
      write(json, one);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("unequal");
    for (String setting : found.unequal()) {
      json.writeString(setting);
    }
    json.writeEndArray();
    if (kept.isPresent()) {
      json.writeStringField("directory", kept.get().toString());
    } else {
      json.writeNullField("directory");
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, Tuning tuning) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("flavour", tuning.flavour().toString());
    for (Knob knob : Knob.of(tuning.flavour())) {
      json.writeNumberField(knob.key(), knob.of(tuning));
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Finding one) throws IOException {
    json.writeStartObject();
    json.writeStringField("case", one.name());
    json.writeStringField("setting", one.knob().key());
    json.writeNumberField("default", one.usual());
    number(json, "defaultSeconds", one.usualSeconds());
    json.writeArrayFieldStart("trials");
    for (Finding.Trial trial : one.trials()) {
      json.writeStartObject();
      json.writeNumberField("value", trial.value());
      json.writeNumberField("seconds", trial.seconds());
      json.writeNumberField("ratio", trial.ratio());
      json.writeEndObject();
    }
    json.writeEndArray();
    number(json, "confirmedRatio", one.confirmed());
    json.writeNumberField("chosen", one.chosen());
    json.writeStringField("verdict", one.verdict().name().toLowerCase(Locale.ROOT));
    json.writeEndObject();
  }

  private static void number(JsonGenerator json, String name, double value) throws IOException {
    if (Double.isNaN(value)) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, value);
    }
  }
}
