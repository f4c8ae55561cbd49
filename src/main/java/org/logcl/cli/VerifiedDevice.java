package org.logcl.cli;

import org.logcl.kernel.Devices;

/** A device under test: opened whatever it computes, to find out. */
final class VerifiedDevice extends DeviceRequest {
  VerifiedDevice(Devices devices) {
    super(devices);
  }

  /** Begins to open the device, whatever it computes. */
  Opening begin() {
    return begin(false, (backend, output) -> {});
  }
}
