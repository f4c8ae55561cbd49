package org.logcl.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.logcl.error.DeviceUnavailableException;
import org.logcl.error.LogclException;
import org.logcl.kernel.Devices;
import org.logcl.kernel.OpenClBackend;
import org.logcl.numerics.FusedMultiplyAdd;
import org.logcl.opencl.DeviceInfo;
import org.logcl.opencl.OpenCl;
import org.logcl.opencl.OpenClDevice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists devices. */
@Command(
    name = "devices",
    description = {
      "Lists the OpenCL devices and 'reference', each with its probe's result, and which one 'auto' takes.",
      ""
    },
    sortOptions = false,
    sortSynopsis = false,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class DevicesCommand implements Callable<Integer> {
  @Mixin private Output output;

  /** A device and what the probe said of it; null where it passed. */
  private record Line(DeviceInfo info, String failure) {}

  @Override
  public Integer call() {
    output.result(
        "* is what 'auto' takes; exact means: the probe found the arithmetic of the twin");
    List<Line> lines = new ArrayList<>();
    String none = null;
    List<String> problems = List.of();
    boolean taken = false;
    try {
      OpenCl.Found found = OpenCl.devices();
      problems = found.problems();
      for (OpenClDevice device : Devices.inOrder(found.devices())) {
        Line line = new Line(device.info(), probe(device));
        boolean takes = !taken && line.failure() == null && !device.info().isForChecking();
        taken |= takes;
        lines.add(line);
        print(line, takes);
      }
    } catch (DeviceUnavailableException e) {
      none = e.getMessage();
    }
    output.result(
        (taken ? "  " : "* ") + "reference: plain Java " + System.getProperty("java.version"));
    output.result("      " + cores() + " cores  exact by definition" + slowFma());
    if (none != null) {
      output.warn(none);
    }
    problems.forEach(output::warn);
    json(lines);
    return 0;
  }

  private static String probe(OpenClDevice device) {
    try (OpenClBackend backend = new OpenClBackend(device)) {
      List<String> failures = backend.probeFailures();
      return failures.isEmpty() ? null : String.join("; ", failures);
    } catch (LogclException e) {
      return e.getMessage();
    }
  }

  private void print(Line line, boolean takes) {
    DeviceInfo info = line.info();
    output.result((takes ? "* " : "  ") + info);
    output.result(
        String.format(
            "      %s  %d units  %.1f GiB, largest buffer %.1f GiB  fp64 %s  %s  driver %s  %s",
            info.type().name().toLowerCase(Locale.ROOT),
            info.computeUnits(),
            info.globalMemory() / 0x1p30,
            info.largestBuffer() / 0x1p30,
            info.fp64() ? "yes" : "no",
            info.version(),
            info.driver(),
            line.failure() == null ? "exact" : "NOT EXACT: " + line.failure()));
  }

  private void json(List<Line> lines) {
    output.json(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("devices");
          boolean taken = false;
          for (Line line : lines) {
            DeviceInfo info = line.info();
            boolean takes = !taken && line.failure() == null && !info.isForChecking();
            taken |= takes;
            json.writeStartObject();
            json.writeStringField("name", info.name());
            json.writeStringField("platform", info.platform());
            json.writeStringField("vendor", info.vendor());
            json.writeStringField("type", info.type().name().toLowerCase(Locale.ROOT));
            json.writeNumberField("computeUnits", info.computeUnits());
            json.writeNumberField("globalMemoryBytes", info.globalMemory());
            json.writeNumberField("largestBufferBytes", info.largestBuffer());
            json.writeBooleanField("fp64", info.fp64());
            json.writeStringField("version", info.version());
            json.writeStringField("driver", info.driver());
            json.writeBooleanField("exact", line.failure() == null);
            json.writeStringField("probe", line.failure() == null ? "passed" : line.failure());
            json.writeBooleanField("auto", takes);
            json.writeEndObject();
          }
          json.writeStartObject();
          json.writeStringField("name", "reference");
          json.writeStringField("platform", "Java " + System.getProperty("java.version"));
          json.writeStringField("type", "reference");
          json.writeNumberField("computeUnits", cores());
          json.writeBooleanField("exact", true);
          json.writeStringField("probe", "passed");
          json.writeBooleanField("auto", !taken);
          json.writeEndObject();
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static String slowFma() {
    return FusedMultiplyAdd.isFast() ? "" : "; " + FusedMultiplyAdd.ADVICE;
  }
}
