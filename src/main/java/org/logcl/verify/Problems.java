package org.logcl.verify;

import java.util.ArrayList;
import java.util.List;
import org.logcl.kernel.Shape;
import org.logcl.numerics.Canonical;
import org.logcl.numerics.SplitMix;

/**
 * Generated problems. Awkward on purpose: sizes beside 16, 64 and the chunk sizes 192, 512 and 768;
 * rows in order, in a random order, and in the middle of the data; features from 2^-40 to 2^20;
 * weights of 0 and others than 1. Uniform random data alone would keep every probability near the
 * mean and prove little.
 */
public final class Problems {
  // features, logits, rows
  private static final int[][] TINY = {
    {1, 1, 3}, {17, 1, 18}, {65, 1, 5}, {1, 2, 1}, {5, 3, 17}, {3, 17, 6}, {2, 65, 3},
  };
  private static final int[][] STANDARD = {
    {1, 1, 1},
    {1, 1, 513},
    {2, 1, 2},
    {3, 1, 511},
    {7, 1, 512},
    {15, 1, 17},
    {16, 1, 15},
    {17, 1, 1025},
    {31, 1, 16},
    {63, 1, 64},
    {64, 1, 65},
    {65, 1, 63},
    {127, 1, 33},
    {129, 1, 1},
    {200, 1, 1537},
    {1000, 1, 100},
    {4097, 1, 5},
    {1, 2, 1},
    {1, 2, 193},
    {2, 3, 191},
    {3, 5, 192},
    {4, 10, 577},
    {5, 15, 16},
    {7, 16, 15},
    {16, 17, 17},
    {64, 31, 100},
    {65, 32, 385},
    {3, 33, 769},
    {17, 63, 767},
    {4, 64, 768},
    {31, 65, 1537},
    {10, 100, 33},
    {20, 1000, 21},
    {127, 10, 64},
    {500, 3, 5},
    {4097, 2, 3},
  };

  private Problems() {}

  /** All problems that the options ask for. */
  public static List<Problem> generated(Options options) {
    List<Problem> problems = new ArrayList<>();
    for (int[] size : options.tiny() ? TINY : STANDARD) {
      int kind = problems.size();
      problems.add(
          generate(
              new Shape(size[0], size[1]),
              size[2],
              kind % 2 == 1,
              kind % 4 >= 2 ? 5 : 0,
              options.seed() + kind));
    }
    return problems;
  }

  /**
   * One problem.
   *
   * @param ordered whether rows come in a random order
   * @param first first position of the block; rows follow it, too, that are not in the block
   */
  public static Problem generate(Shape shape, int count, boolean ordered, int first, long seed) {
    SplitMix random = new SplitMix(seed);
    int total = first + count + (first > 0 ? 3 : 0);
    String name =
        String.format(
            "%d features, %d logits, %d rows%s from %d on",
            shape.features(), shape.logits(), count, ordered ? " in random order" : "", first);
    boolean sigmoid = shape.isSigmoid();
    return new Problem(
        name,
        shape,
        new Positions(ordered ? permutation(total, random) : null, first, count),
        features(total * shape.features(), random),
        params(shape, random),
        sigmoid ? null : classes(total, shape.logits(), random),
        sigmoid ? shares(total, random) : distributions(total, shape.logits(), random),
        weights(total, random));
  }

  static int[] permutation(int length, SplitMix random) {
    int[] order = new int[length];
    for (int i = 0; i < length; ++i) {
      int j = (int) (random.nextFloat() * (i + 1));
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static float[] features(int length, SplitMix random) {
    float[] x = new float[length];
    for (int i = 0; i < length; ++i) {
      float v = 4 * random.nextFloat() - 2;
      x[i] =
          switch ((int) (random.next() >>> 56)) {
            case 0, 1, 2, 3, 4, 5, 6, 7 -> 0;
            case 8, 9 -> v * 0x1p-38f;
            case 10, 11 -> v * 0x1p5f;
            case 12 -> v * 0x1p19f;
            default -> v;
          };
      x[i] = Canonical.flush(x[i]);
    }
    return x;
  }

  /** Parameters that keep most logits within a few units of 0; the padding is 0. */
  static float[] params(Shape shape, SplitMix random) {
    float scale = (float) (4 / Math.sqrt(shape.features()));
    float[] params = new float[shape.parameters()];
    for (int i = 0; i < params.length; ++i) {
      float v = Canonical.flush((2 * random.nextFloat() - 1) * scale);
      params[i] = i % shape.stride() < shape.logits() ? v : 0;
    }
    return params;
  }

  private static int[] classes(int rows, int classes, SplitMix random) {
    int[] targets = new int[rows];
    for (int i = 0; i < rows; ++i) {
      targets[i] = (int) (random.nextFloat() * classes);
    }
    return targets;
  }

  /** Targets in [0, 1], most of them 0 or 1. */
  static float[] shares(int rows, SplitMix random) {
    float[] targets = new float[rows];
    for (int i = 0; i < rows; ++i) {
      targets[i] =
          switch ((int) (random.next() >>> 60)) {
            case 0, 1, 2, 3, 4 -> 0;
            case 5, 6, 7, 8, 9 -> 1;
            case 10 -> 0x1p-35f;
            case 11 -> 0x1.fffffep-1f;
            case 12 -> 0.5f;
            default -> random.nextFloat();
          };
    }
    return targets;
  }

  /** Every third row has one class, the others many, some with a share of 0 or nearly so. */
  /** Weights of the positive side of labels, one of them 1 in any four, and 0 among many. */
  public static float[] positiveWeights(int labels) {
    float[] some = {3.7f, 1, 0.05f, 250, 1.1f, 1, 0, 0.7f};
    float[] weights = new float[labels];
    for (int c = 0; c < labels; ++c) {
      weights[c] = some[c % some.length];
    }
    return weights;
  }

  private static float[] distributions(int rows, int classes, SplitMix random) {
    float[] targets = new float[rows * classes];
    for (int i = 0; i < rows; ++i) {
      double[] shares = new double[classes];
      double sum = 0;
      for (int c = 0; c < classes; ++c) {
        float v = random.nextFloat();
        shares[c] = v < 0.25f ? 0 : v < 0.28f ? 0x1p-39 : v < 0.3f ? 0x1p-42 : v * v * v;
        sum += shares[c];
      }
      int one = (int) (random.nextFloat() * classes);
      for (int c = 0; c < classes; ++c) {
        boolean oneHot = i % 3 == 0 || sum < 0.01;
        targets[i * classes + c] = oneHot ? (c == one ? 1 : 0) : (float) (shares[c] / sum);
      }
    }
    return targets;
  }

  private static float[] weights(int rows, SplitMix random) {
    float[] weights = new float[rows];
    for (int i = 0; i < rows; ++i) {
      weights[i] =
          switch ((int) (random.next() >>> 61)) {
            case 0 -> 0;
            case 1 -> 0x1p-12f;
            case 2, 3, 4 -> 1;
            default -> Canonical.flush(2 * random.nextFloat());
          };
    }
    return weights;
  }
}
