package org.logcl.kernel;

import org.logcl.opencl.DeviceInfo;

/**
 * What may differ between devices. It changes speed, never a bit.
 *
 * @param flavour which flavour of the hot kernels runs
 * @param group work-items a group of the simple kernels, a power of two
 */
public record Tuning(Flavour flavour, int group) {
  /** Flavours of the hot kernels. */
  public enum Flavour {
    /** One work-item a group, explicit vectors. */
    CPU,
    /** Many work-items a group, local memory. */
    GPU
  }

  /** Checks the group. */
  public Tuning {
    if (group < 1 || Integer.bitCount(group) != 1) {
      throw new IllegalArgumentException(
          "A group has a power of two of work-items, not " + group + ".");
    }
  }

  /**
   * What suits a device of this type. Compilers of devices that are there for checking take minutes
   * over the vectors of the CPU flavour.
   */
  public static Tuning of(DeviceInfo device) {
    return device.type() == DeviceInfo.Type.GPU || device.isForChecking()
        ? new Tuning(Flavour.GPU, 64)
        : new Tuning(Flavour.CPU, 16);
  }
}
