package org.logcl.kernel;

import java.util.Arrays;
import org.logcl.numerics.Chains;
import org.logcl.numerics.Steps;

/**
 * Twin of {@code kernels/softmax_logits.cl}: each logit is a chain over the features, then its
 * intercept. Vectors run along the classes where there are many, else along the rows.
 */
final class SoftmaxLogitsTwin {
  /** From so many values a row on, a loop along the classes is long enough for vectors. */
  static final int MANY = 64;

  // Rows that share a load of the weights; their logits stay in the second cache. A mini-batch has
  // shorter strips, so that there is one for each core.
  private static final int MOST_STRIP = 16;
  private static final int STRIPS = 16;
  // Rows of a loop along rows.
  private static final int BLOCK = 256;
  // Features that are transposed at once: what one line of the cache holds.
  private static final int TURNED = 16;

  private SoftmaxLogitsTwin() {}

  static void run(
      Shape shape, int[] order, long first, int rows, float[] x, float[] params, float[] logits) {
    long cost = (long) shape.features() * shape.stride();
    if (shape.stride() < MANY) {
      Parallel.forItems(
          rows,
          cost,
          (from, to) -> {
            AlongRows block = new AlongRows(shape, Math.min(BLOCK, to - from));
            for (int k = from; k < to; k += BLOCK) {
              block.run(order, first, k, Math.min(k + BLOCK, to), x, params, logits);
            }
          });
      return;
    }
    // Each feature's weights in an array of their own, see Chains.
    float[][] w = new float[shape.features() + 1][];
    for (int d = 0; d < w.length; ++d) {
      w[d] = Chains.array(shape.stride());
      System.arraycopy(params, d * shape.stride(), w[d], 0, shape.stride());
    }
    int stripRows = Math.max(1, Math.min(MOST_STRIP, rows / STRIPS));
    Parallel.forItems(
        (rows + stripRows - 1) / stripRows,
        stripRows * cost,
        (from, to) -> {
          float[][] z = new float[stripRows][];
          for (int i = 0; i < stripRows; ++i) {
            z[i] = Chains.array(shape.stride());
          }
          for (int strip = from; strip < to; ++strip) {
            int k = strip * stripRows;
            alongClasses(shape, order, first, k, Math.min(k + stripRows, rows), x, w, z, logits);
          }
        });
  }

  private static void alongClasses(
      Shape shape,
      int[] order,
      long first,
      int from,
      int to,
      float[] x,
      float[][] w,
      float[][] z,
      float[] logits) {
    int features = shape.features();
    int stride = shape.stride();
    for (int k = from; k < to; ++k) {
      Arrays.fill(z[k - from], 0f);
    }
    int d = 0;
    for (; d + 4 <= features; d += 4) {
      for (int k = from; k < to; ++k) {
        int at = Steps.row(order, first + k) * features + d;
        Chains.add4(
            stride,
            x[at],
            x[at + 1],
            x[at + 2],
            x[at + 3],
            w[d],
            w[d + 1],
            w[d + 2],
            w[d + 3],
            z[k - from]);
      }
    }
    for (int k = from; k < to; ++k) {
      int at = Steps.row(order, first + k) * features;
      for (int last = d; last < features; ++last) {
        Chains.add(stride, x[at + last], w[last], z[k - from]);
      }
      Chains.addUp(stride, w[features], z[k - from]);
      System.arraycopy(z[k - from], 0, logits, k * stride, stride);
    }
  }

  /** Few classes: a block of rows is transposed, sixteen features at a time. */
  private static final class AlongRows {
    private final Shape shape;
    private final float[][] turned = new float[TURNED][];
    private final float[][] z;

    AlongRows(Shape shape, int rows) {
      this.shape = shape;
      z = new float[shape.logits()][];
      for (int c = 0; c < z.length; ++c) {
        z[c] = Chains.array(rows);
      }
      for (int d = 0; d < TURNED; ++d) {
        turned[d] = Chains.array(rows);
      }
    }

    void run(int[] order, long first, int from, int to, float[] x, float[] params, float[] logits) {
      int features = shape.features();
      int stride = shape.stride();
      for (float[] sums : z) {
        Arrays.fill(sums, 0f);
      }
      for (int d = 0; d < features; d += TURNED) {
        int width = Math.min(TURNED, features - d);
        for (int k = from; k < to; ++k) {
          int at = Steps.row(order, first + k) * features + d;
          for (int j = 0; j < width; ++j) {
            turned[j][k - from] = x[at + j];
          }
        }
        for (int c = 0; c < z.length; ++c) {
          extend(to - from, width, params, d * stride + c, z[c]);
        }
      }
      int bias = features * stride;
      for (int k = from; k < to; ++k) {
        for (int c = 0; c < z.length; ++c) {
          logits[k * stride + c] = z[c][k - from] + params[bias + c];
        }
        Arrays.fill(logits, k * stride + z.length, (k + 1) * stride, 0f);
      }
    }

    private void extend(int rows, int width, float[] params, int at, float[] sums) {
      int stride = shape.stride();
      int j = 0;
      for (; j + 4 <= width; j += 4) {
        int w = at + j * stride;
        Chains.add4(
            rows,
            params[w],
            params[w + stride],
            params[w + 2 * stride],
            params[w + 3 * stride],
            turned[j],
            turned[j + 1],
            turned[j + 2],
            turned[j + 3],
            sums);
      }
      for (; j < width; ++j) {
        Chains.add(rows, params[at + j * stride], turned[j], sums);
      }
    }
  }
}
