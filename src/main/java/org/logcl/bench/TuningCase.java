package org.logcl.bench;

import java.util.List;
import java.util.function.IntPredicate;
import org.logcl.data.Dataset;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Knob;
import org.logcl.kernel.Tuning;

/**
 * A class of shapes with the knob that matters to it.
 *
 * @param load what is timed: logits alone where the knob is the simple kernels' group, else a pass
 * @param knob what is turned
 * @param values to try, the likeliest first: time may end before the last
 * @param weight its share of the search's time
 */
record TuningCase(Workload load, Knob knob, List<Integer> values, int weight) {
  // On a GPU a case has so many times the rows, or its cores would have nothing to do.
  private static final int GPU_ROWS = 8;

  /** The cases of a flavour. The group, for which kernels are compiled anew, comes last. */
  static List<TuningCase> of(Tuning.Flavour flavour) {
    return flavour == Tuning.Flavour.CPU
        ? List.of(
            of(3, "softmax, 128 classes", 3072, 256, 128, Knob.BLOCK_ROWS, 48, 192, 24),
            of(3, "softmax, 500 classes", 12_288, 32, 500, Knob.SLAB, 7, 3),
            of(1, "softmax, 24 classes", 6144, 128, 24, Knob.FUSED_CLASSES, 16),
            of(2, "logits, 64 features", 1 << 15, 64, 2, Knob.GROUP, 64, 256, 4))
        : List.of(
            of(2, "softmax, 500 classes", GPU_ROWS * 12_288, 32, 500, Knob.SLAB, 14, 7),
            of(2, "softmax, 24 classes", GPU_ROWS * 6144, 128, 24, Knob.FUSED_CLASSES, 16),
            of(3, "sigmoid, 1,000 features", GPU_ROWS * 4096, 1000, 2, Knob.WIDE_FEATURES, 512),
            of(3, "logits, 64 features", GPU_ROWS << 15, 64, 2, Knob.GROUP, 64, 128, 256, 32));
  }

  private static TuningCase of(
      int weight, String name, int rows, int features, int classes, Knob knob, Integer... values) {
    return new TuningCase(
        new Workload(name, rows, features, classes, 0, 0, Workload.STEPS),
        knob,
        List.of(values),
        weight);
  }

  /** The case on a device, ready to be timed. */
  Contender on(Backend backend, Dataset rows) {
    return knob == Knob.GROUP
        ? Contender.logits(backend, load, rows)
        : Contender.of(backend, load, rows);
  }

  /** Values other than the usual one that the device can have. */
  List<Integer> others(int usual, IntPredicate allowsGroup) {
    return values.stream()
        .filter(value -> value != usual && (knob != Knob.GROUP || allowsGroup.test(value)))
        .toList();
  }
}
