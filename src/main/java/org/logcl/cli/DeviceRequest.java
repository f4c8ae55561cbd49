package org.logcl.cli;

import org.logcl.error.InputException;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Devices;
import picocli.CommandLine.Option;

/** The device to compute on. */
abstract class DeviceRequest {
  private final Devices devices;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "auto",
      description = {
        "auto, gpu, cpu, reference, or a part of a device's or platform's name. Default: auto, which prefers a GPU, then another"
            + " OpenCL device, then reference (plain Java, no OpenCL). What is asked for by kind or name never falls back."
      })
  private String request;

  DeviceRequest(Devices devices) {
    this.devices = devices;
  }

  /** Opens the device, if it computes exactly, and says which and why. */
  final Backend openExact(Output output) {
    return told(devices.choose(request()), output);
  }

  /** Opens the device whatever it computes, and says which and why. */
  final Backend openUnprobed(Output output) {
    return told(devices.chooseUnprobed(request()), output);
  }

  private String request() {
    if (request.isBlank()) { // a part of every name
      throw new InputException("--device is empty; it can be " + Devices.CHOICES);
    }
    return request;
  }

  private static Backend told(Devices.Choice choice, Output output) {
    output.say("device: " + choice.reason());
    return choice.backend();
  }
}
