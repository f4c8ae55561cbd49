package org.logcl.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.logcl.bench.Tuner;
import org.logcl.error.InputException;
import org.logcl.kernel.Backend;
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
      "A candidate takes the shipped settings' place only where it is more than 5 %% faster and has given the same bits.",
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
          "Time of the search, over 0 and up to 600; one that ends early chooses among what it has tried. Default: 3, on a GPU 15.")
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
      if (!(backend instanceof OpenClBackend tunable)) {
        throw new InputException(
            "There is nothing to tune on " + backend.device() + "; take an OpenCL device.");
      }
      if (reset) {
        forget(tunable.info());
      } else {
        search(tunable);
      }
    }
    return 0;
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
              seconds == null ? Tuner.usualSeconds(info) : seconds,
              (what, done, whole) ->
                  progress.update("trying " + what + ", candidates", done, whole));
    } finally {
      progress.clear();
    }
    boolean tried = !found.trials().isEmpty();
    Optional<Path> kept =
        dryRun || !tried ? Optional.empty() : TunedDevices.keep(info, found.best());
    print(found);
    output.result(
        kept.map(path -> "kept in " + path)
            .orElse(
                dryRun
                    ? "not kept: --dry-run"
                    : tried
                        ? "not kept: there is no cache that can be written (docs/opencl.md)"
                        : "not kept: nothing was measured"));
    output.json(json -> write(json, info, found, kept));
  }

  private void print(Tuner.Outcome found) {
    Table table =
        new Table(
            1,
            "candidate",
            Tuner.shapes().get(0) + ", ms",
            Tuner.shapes().get(1) + ", ms",
            "x shipped");
    for (Tuner.Trial trial : found.trials()) {
      table.row(
          words(trial.tuning()),
          String.format(Locale.ROOT, "%.2f", trial.seconds().get(0) * 1e3),
          String.format(Locale.ROOT, "%.2f", trial.seconds().get(1) * 1e3),
          String.format(Locale.ROOT, "%.3f", trial.ratio()));
    }
    table.lines().forEach(output::result);
    output.result("");
    if (!found.complete()) {
      output.result("time was up before every candidate was tried; --seconds gives more");
    }
    boolean same = found.best().equals(found.shipped());
    output.result("chosen: " + words(found.best()) + (same ? ", as shipped" : ""));
  }

  private static String words(Tuning tuning) {
    String group = tuning.flavour() + ", group " + tuning.group();
    return tuning.flavour() == Tuning.Flavour.CPU ? group + ", block " + tuning.blockRows() : group;
  }

  private static void write(
      JsonGenerator json, DeviceInfo info, Tuner.Outcome found, Optional<Path> kept)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("device", info.toString());
    json.writeStringField("driver", info.driver());
    json.writeBooleanField("complete", found.complete());
    write(json, "shipped", found.shipped());
    write(json, "chosen", found.best());
    json.writeArrayFieldStart("trials");
    for (Tuner.Trial trial : found.trials()) {
      json.writeStartObject();
      write(json, "tuning", trial.tuning());
      json.writeArrayFieldStart("seconds");
      for (double one : trial.seconds()) {
        json.writeNumber(one);
      }
      json.writeEndArray();
      json.writeNumberField("ratio", trial.ratio());
      json.writeEndObject();
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
    json.writeNumberField("group", tuning.group());
    json.writeNumberField("blockRows", tuning.blockRows());
    json.writeEndObject();
  }
}
