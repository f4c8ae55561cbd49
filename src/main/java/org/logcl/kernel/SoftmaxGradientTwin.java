package org.logcl.kernel;

import java.util.Arrays;
import org.logcl.numerics.Chains;
import org.logcl.numerics.Steps;

/**
 * Twin of {@code kernels/softmax_gradient.cl}: each element is a chain over the rows of a chunk, in
 * their order. Vectors run along the classes where there are many, else along the features.
 */
final class SoftmaxGradientTwin {
  // Features of one item: with a single chunk, as in a mini-batch, the cores share the features.
  private static final int BLOCK_OF_MANY = 32;
  private static final int BLOCK_OF_FEW = 256;

  private final Shape shape;
  private final boolean many;
  // Rows of what the loops run along, of four rows of data.
  private final float[][] row = new float[Chains.LINKS][];
  // The chains: by feature where there are many classes, else by class.
  private final float[][] sums;

  private SoftmaxGradientTwin(Shape shape) {
    this.shape = shape;
    many = isMany(shape);
    int length = many ? shape.stride() : Math.min(BLOCK_OF_FEW, shape.features());
    for (int i = 0; i < row.length; ++i) {
      row[i] = Chains.array(length);
    }
    sums = new float[many ? BLOCK_OF_MANY : shape.logits()][];
    for (int i = 0; i < sums.length; ++i) {
      sums[i] = Chains.array(length);
    }
  }

  private static boolean isMany(Shape shape) {
    return shape.stride() >= SoftmaxLogitsTwin.MANY;
  }

  static void run(
      Shape shape,
      int[] order,
      long first,
      int rows,
      float[] x,
      float[] residuals,
      float[] partials) {
    int width = isMany(shape) ? BLOCK_OF_MANY : BLOCK_OF_FEW;
    int blocks = (shape.features() + width - 1) / width;
    Parallel.forItems(
        shape.chunks(rows) * blocks,
        (long) Math.min(rows, shape.chunkRows())
            * Math.min(width, shape.features())
            * shape.stride(),
        (from, to) -> {
          SoftmaxGradientTwin twin = new SoftmaxGradientTwin(shape);
          for (int item = from; item < to; ++item) {
            int chunk = item / blocks;
            int fromRow = chunk * shape.chunkRows();
            int toRow = Math.min(fromRow + shape.chunkRows(), rows);
            int d = item % blocks * width;
            int out = chunk * shape.parameters();
            int features = Math.min(width, shape.features() - d);
            twin.block(order, first, fromRow, toRow, d, features, x, residuals, partials, out);
            if (d == 0) {
              twin.intercepts(fromRow, toRow, residuals, partials, out);
            }
          }
        });
  }

  /** A block of features, from d on. */
  private void block(
      int[] order,
      long first,
      int from,
      int to,
      int d,
      int features,
      float[] x,
      float[] residuals,
      float[] partials,
      int out) {
    // Math.fma rounds a zero to +0 in a chain from +0; kernels have lc_unsign_zero for that.
    for (float[] chains : sums) {
      Arrays.fill(chains, 0f);
    }
    int stride = shape.stride();
    for (int k = from; k < to; k += Chains.LINKS) {
      int count = Math.min(Chains.LINKS, to - k);
      for (int i = 0; i < count; ++i) {
        int at = Steps.row(order, first + k + i) * shape.features() + d;
        if (many) {
          System.arraycopy(residuals, (k + i) * stride, row[i], 0, stride);
        } else {
          System.arraycopy(x, at, row[i], 0, features);
        }
      }
      if (many) {
        extend(count, order, first + k, shape.features(), d, features, x, stride);
      } else {
        extend(count, null, k, stride, 0, shape.logits(), residuals, features);
      }
    }
    for (int j = 0; j < features; ++j) {
      int g = out + (d + j) * stride;
      if (many) {
        System.arraycopy(sums[j], 0, partials, g, stride);
      } else {
        for (int c = 0; c < sums.length; ++c) {
          partials[g + c] = sums[c][j];
        }
        Arrays.fill(partials, g + sums.length, g + stride, 0f);
      }
    }
  }

  /**
   * Puts up to four rows on the chains: each of {@code chains} columns from {@code column} on of a
   * row-major matrix, times the rows in {@link #row}.
   */
  private void extend(
      int count,
      int[] order,
      long position,
      int columns,
      int column,
      int chains,
      float[] factors,
      int length) {
    int a0 = Steps.row(order, position) * columns + column;
    if (count == Chains.LINKS) {
      int a1 = Steps.row(order, position + 1) * columns + column;
      int a2 = Steps.row(order, position + 2) * columns + column;
      int a3 = Steps.row(order, position + 3) * columns + column;
      for (int j = 0; j < chains; ++j) {
        Chains.add4(
            length,
            factors[a0 + j],
            factors[a1 + j],
            factors[a2 + j],
            factors[a3 + j],
            row[0],
            row[1],
            row[2],
            row[3],
            sums[j]);
      }
      return;
    }
    for (int i = 0; i < count; ++i) {
      int at = Steps.row(order, position + i) * columns + column;
      for (int j = 0; j < chains; ++j) {
        Chains.add(length, factors[at + j], row[i], sums[j]);
      }
    }
  }

  private void intercepts(int from, int to, float[] residuals, float[] partials, int out) {
    int stride = shape.stride();
    int g = out + shape.weights();
    Arrays.fill(partials, g, g + stride, 0f);
    for (int k = from; k < to; ++k) {
      for (int c = 0; c < stride; ++c) {
        partials[g + c] = Math.fma(1f, residuals[k * stride + c], partials[g + c]);
      }
    }
  }
}
