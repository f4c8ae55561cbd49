package org.logcl.bench;

import java.util.List;
import java.util.stream.IntStream;
import org.logcl.data.Dataset;
import org.logcl.data.Labels;
import org.logcl.kernel.Parallel;
import org.logcl.kernel.Shape;
import org.logcl.numerics.SplitMix;

/** Seeded rows and parameters: features between -1 and 1, classes that the first features shift. */
final class Generated {
  private static final float SCALE = 0x1p-23f;
  private static final int BLOCK = 1 << 10;

  private Generated() {}

  /** Features, row-major, and the same whatever the number of rows. */
  private static float[] features(int rows, int features) {
    float[] x = new float[Math.multiplyExact(rows, features)];
    Parallel.forItems(
        (rows + BLOCK - 1) / BLOCK,
        (long) BLOCK * features,
        (from, to) -> {
          for (int block = from; block < to; ++block) {
            SplitMix random = new SplitMix(SplitMix.hash(block));
            int end = Math.min((block + 1) * BLOCK, rows) * features;
            for (int i = block * BLOCK * features; i < end; ++i) {
              x[i] = uniform(random);
            }
          }
        });
    return x;
  }

  private static int[] classes(int rows, int classes) {
    SplitMix random = new SplitMix(7);
    // The first rows have every class, so that a part has two at least.
    return IntStream.range(0, rows)
        .map(i -> i < classes ? i : (int) Long.remainderUnsigned(random.next(), classes))
        .toArray();
  }

  /** Weights, row-major [features][logits]. */
  static float[] weights(Shape shape) {
    SplitMix random = new SplitMix(11);
    float[] weights = new float[shape.features() * shape.logits()];
    for (int i = 0; i < weights.length; ++i) {
      weights[i] = uniform(random) / 8;
    }
    return weights;
  }

  /** Labelled rows; fewer rows of the same shape are the first of more. */
  static Dataset dataset(int rows, int features, int classes) {
    List<String> names = IntStream.range(0, features).mapToObj(d -> "x" + d).toList();
    Labels labels = Labels.of(IntStream.range(0, classes).mapToObj(Integer::toString).toList());
    return Dataset.of(
        features(rows, features), rows, features, names, labels, classes(rows, classes), null);
  }

  private static float uniform(SplitMix random) {
    return ((int) random.next() >> 8) * SCALE;
  }
}
