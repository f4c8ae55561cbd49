package org.logcl.kernel;

import java.util.List;

/** A number of a {@link Tuning}. Whatever is allowed gives the same bits. */
public enum Knob {
  /** Work-items of a group of the simple kernels, a power of two. */
  GROUP("group", "work-items of a group", 1, 256, 1),
  /** Rows of a work-item of the CPU flavour's softmax with many classes: whole tiles of 8. */
  BLOCK_ROWS("blockRows", "rows of a block", 8, 192, 8),
  /**
   * Mebibytes that the logits of a launch may take, and as much for its partial gradients: so many
   * chunks of rows go into one launch.
   */
  SLAB("slabMebibytes", "MiB of a slab of rows", 1, Backend.MOST_SLAB_MEBIBYTES, 1),
  /** Classes up to which one kernel does a whole softmax pass. */
  FUSED_CLASSES("fusedClasses", "classes of a fused pass", 0, SoftmaxPass.MOST_CLASSES, 1),
  /** Features above which the GPU flavour gives a chunk of the sigmoid head to a larger group. */
  WIDE_FEATURES(
      "wideFeatures", "features before large groups", 32, SigmoidPass.MOST_IN_A_SMALL_GROUP, 1);

  private static final List<Knob> OF_CPU = List.of(GROUP, BLOCK_ROWS, SLAB, FUSED_CLASSES);
  private static final List<Knob> OF_GPU = List.of(GROUP, SLAB, FUSED_CLASSES, WIDE_FEATURES);

  private final String key;
  private final String label;
  private final int least;
  private final int most;
  private final int multiple;

  Knob(String key, String label, int least, int most, int multiple) {
    this.key = key;
    this.label = label;
    this.least = least;
    this.most = most;
    this.multiple = multiple;
  }

  /** The knobs that mean something to a flavour of kernels. */
  public static List<Knob> of(Tuning.Flavour flavour) {
    return flavour == Tuning.Flavour.CPU ? OF_CPU : OF_GPU;
  }

  /** Its name in files and JSON. */
  public String key() {
    return key;
  }

  /** What it counts, for people. */
  public String label() {
    return label;
  }

  /** Whether it may have this value. */
  public boolean allows(int value) {
    return value >= least
        && value <= most
        && value % multiple == 0
        && (this != GROUP || Integer.bitCount(value) == 1);
  }

  /** Its value in a tuning. */
  public int of(Tuning tuning) {
    return switch (this) {
      case GROUP -> tuning.group();
      case BLOCK_ROWS -> tuning.blockRows();
      case SLAB -> tuning.slabMebibytes();
      case FUSED_CLASSES -> tuning.fusedClasses();
      case WIDE_FEATURES -> tuning.wideFeatures();
    };
  }

  /** A tuning with this value and the others as they were. */
  public Tuning with(Tuning t, int value) {
    return new Tuning(
        t.flavour(),
        this == GROUP ? value : t.group(),
        this == BLOCK_ROWS ? value : t.blockRows(),
        this == SLAB ? value : t.slabMebibytes(),
        this == FUSED_CLASSES ? value : t.fusedClasses(),
        this == WIDE_FEATURES ? value : t.wideFeatures());
  }

  void check(int value) {
    if (!allows(value)) {
      throw new IllegalArgumentException(
          String.format(
              "A tuning's %s is %s from %d to %d, not %d.",
              key,
              this == GROUP
                  ? "a power of two"
                  : multiple > 1 ? "a multiple of " + multiple : "a number",
              least,
              most,
              value));
    }
  }
}
