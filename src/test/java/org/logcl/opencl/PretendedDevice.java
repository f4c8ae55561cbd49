package org.logcl.opencl;

/** An OpenCL device that no machine has: to be chosen, never to be opened by the OpenCL layer. */
public final class PretendedDevice {
  private PretendedDevice() {}

  /** A device of a type and name, which says nothing else of itself. */
  public static OpenClDevice of(DeviceInfo.Type type, String name) {
    return new OpenClDevice(
        null,
        null,
        new DeviceInfo(
            "Pretence", name, "nobody", "OpenCL 1.2", "1", type, 1, 1 << 30, 1 << 28, 64, false));
  }
}
