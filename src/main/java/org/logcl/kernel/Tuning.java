package org.logcl.kernel;

import org.logcl.opencl.DeviceInfo;

/**
 * What may differ between devices. It changes speed, never a bit.
 *
 * @param flavour which flavour of the hot kernels runs
 * @param group work-items a group of the simple kernels, a power of two
 * @param blockRows rows of a work-item of the CPU flavour's softmax with many classes, a multiple
 *     of 8; nothing to the GPU flavour
 */
public record Tuning(Flavour flavour, int group, int blockRows) {
  /** Rows of a work-item that stay in a CPU's cache while the panels of parameters pass by. */
  private static final int USUAL_BLOCK_ROWS = 96;

  /** Flavours of the hot kernels. */
  public enum Flavour {
    /** One work-item a group, explicit vectors. */
    CPU,
    /** Many work-items a group, local memory. */
    GPU
  }

  /** Checks group and rows. */
  public Tuning {
    if (group < 1 || Integer.bitCount(group) != 1) {
      throw new IllegalArgumentException(
          "A group has a power of two of work-items, not " + group + ".");
    }
    if (blockRows < 8 || blockRows % 8 != 0) {
      throw new IllegalArgumentException(
          "A block has a multiple of 8 of rows, not " + blockRows + ".");
    }
  }

  /** A tuning with the usual block of rows. */
  public Tuning(Flavour flavour, int group) {
    this(flavour, group, USUAL_BLOCK_ROWS);
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
