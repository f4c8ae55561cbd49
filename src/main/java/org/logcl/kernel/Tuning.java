package org.logcl.kernel;

import java.util.Locale;
import org.logcl.opencl.DeviceInfo;

/**
 * What may differ between devices. It changes speed, never a bit. {@link Knob} says what each
 * number may be.
 *
 * @param flavour which flavour of the hot kernels runs
 * @param group work-items a group of the simple kernels
 * @param blockRows rows of a work-item of the CPU flavour's softmax with many classes
 * @param slabMebibytes room for the logits of a launch, and as much for its partial gradients
 * @param fusedClasses classes up to which one kernel does a whole softmax pass
 * @param wideFeatures features above which the GPU flavour gives a chunk of the sigmoid head to a
 *     larger group
 */
public record Tuning(
    Flavour flavour,
    int group,
    int blockRows,
    int slabMebibytes,
    int fusedClasses,
    int wideFeatures) {
  /** Rows of a work-item that stay in a CPU's cache while the panels of parameters pass by. */
  private static final int USUAL_BLOCK_ROWS = 96;

  /** Flavours of the hot kernels. */
  public enum Flavour {
    /** One work-item a group, explicit vectors. */
    CPU,
    /** Many work-items a group, local memory. */
    GPU
  }

  /** Checks every number. */
  public Tuning {
    Knob.GROUP.check(group);
    Knob.BLOCK_ROWS.check(blockRows);
    Knob.SLAB.check(slabMebibytes);
    Knob.FUSED_CLASSES.check(fusedClasses);
    Knob.WIDE_FEATURES.check(wideFeatures);
  }

  /** A tuning with the usual numbers but for the group. */
  public Tuning(Flavour flavour, int group) {
    this(
        flavour,
        group,
        USUAL_BLOCK_ROWS,
        Backend.MOST_SLAB_MEBIBYTES,
        SoftmaxPass.MOST_CLASSES,
        SigmoidPass.MOST_IN_A_SMALL_GROUP);
  }

  /**
   * What suits a device of this type and vendor. Compilers of devices that are there for checking
   * take minutes over the vectors of the CPU flavour.
   */
  public static Tuning of(DeviceInfo device) {
    if (device.type() != DeviceInfo.Type.GPU && !device.isForChecking()) {
      return new Tuning(Flavour.CPU, 16);
    }
    // A multiprocessor of NVIDIA's takes 16 to 32 groups at a time and, on some, 48 warps: groups
    // of
    // two warps would leave a third of it empty. Elsewhere 64 is one wave or a few.
    boolean nvidia = device.vendor().toUpperCase(Locale.ROOT).startsWith("NVIDIA");
    return new Tuning(Flavour.GPU, nvidia ? 128 : 64);
  }
}
