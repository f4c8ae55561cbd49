package org.logcl.benchmarks;

import java.nio.file.Path;
import org.logcl.Device;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Devices;
import org.logcl.kernel.Limits;
import org.logcl.kernel.OpenClBackend;
import org.logcl.opencl.DeviceInfo;

/** The device that is measured, opened once for all cases, and what lies around it. */
final class Machine implements AutoCloseable {
  private final Settings settings;
  private final Path root;
  private final Device device;
  private final Backend backend;
  private final Limits limits;
  private final Python python;

  /**
   * Opens the device.
   *
   * @param root the repository
   */
  Machine(Settings settings, Path root) {
    this.settings = settings;
    this.root = root;
    device = Device.open(settings.device());
    backend = Devices.open(settings.device()).backend();
    limits = Limits.of(backend);
    python = new Python(root);
  }

  Device device() {
    return device;
  }

  Backend backend() {
    return backend;
  }

  Limits limits() {
    return limits;
  }

  Python python() {
    return python;
  }

  /** The device as the user asked for it. */
  String request() {
    return settings.device();
  }

  Path root() {
    return root;
  }

  boolean isGpu() {
    return backend instanceof OpenClBackend opencl && opencl.info().type() == DeviceInfo.Type.GPU;
  }

  boolean isReference() {
    return !(backend instanceof OpenClBackend);
  }

  /** Rows of a case that has so many in full. */
  int rows(int full) {
    return settings.extent().rows(full);
  }

  @Override
  public void close() {
    limits.close();
    backend.close();
    device.close();
  }
}
