package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logcl.numerics.Canonical;
import org.logcl.numerics.Orders;
import org.logcl.numerics.SplitMix;
import org.logcl.numerics.Steps;

/**
 * The twin works on strips, blocks and stripes; here the orders of docs/numerics.md are followed
 * plainly, one row and one element at a time, and the bits must be the same.
 */
class TwinOrdersTest {
  private static final int[] FEATURES = {1, 7, 8, 9, 15, 16, 17, 32, 33, 63, 64, 65, 127, 513};
  private static final int[] ROWS = {1, 2, 3, 4, 5, 15, 16, 17, 63, 64, 65};
  private static final int FIRST = 3;

  private final Backend twin = new TwinBackend();
  private final SplitMix random = new SplitMix(11);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sigmoid(boolean shuffled) {
    for (int features : FEATURES) {
      for (int rows : ROWS) {
        sigmoid(features, rows, shuffled);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {511, 512, 513, 1040})
  void sigmoidAroundChunks(int rows) {
    for (int features : new int[] {1, 16, 65}) {
      sigmoid(features, rows, true);
    }
  }

  /** So often that the compiler has made vectors of the loops. */
  @Test
  void sigmoidWhenCompiled() {
    for (int i = 0; i < 300; ++i) {
      sigmoid(150, 66, true);
      sigmoid(31, 66, true);
    }
  }

  private void sigmoid(int features, int rows, boolean shuffled) {
    Shape shape = new Shape(features, 1);
    int[] order = order(rows, shuffled);
    float[] x = values((rows + FIRST) * features, 4f);
    float[] params = values(features + 1, 1f);
    float[] targets = values(rows + FIRST, 1f);
    float[] weights = values(rows + FIRST, 1f);
    for (int i = 0; i < targets.length; ++i) {
      targets[i] = i % 3 == 0 ? Math.abs(targets[i]) : i % 2;
      weights[i] = i % 5 == 0 ? 0f : Math.abs(weights[i]) + 0.5f;
    }
    float[] logits = new float[rows];
    float[] residuals = new float[rows];
    float[] losses = new float[rows + FIRST];
    int[] correct = new int[rows + FIRST];
    float[] partials = new float[shape.chunks(rows) * shape.parameters()];
    for (int k = 0; k < rows; ++k) {
      int row = order == null ? FIRST + k : order[FIRST + k];
      float[] lane = new float[Orders.LANES];
      for (int d = 0; d < features; ++d) {
        lane[d % 64] = Math.fma(x[row * features + d], params[d], lane[d % 64]);
      }
      logits[k] = Orders.tree(lane) + params[features];
      losses[FIRST + k] = Steps.sigmoidLoss(logits[k], targets[row]);
      correct[FIRST + k] = (logits[k] >= 0f) == (targets[row] >= 0.5f) ? 1 : 0;
      residuals[k] = Canonical.flush(weights[row] * Steps.sigmoidResidual(logits[k], targets[row]));
      extend(shape, k, row, x, new float[] {residuals[k]}, 0, partials);
    }
    String what = rows + " rows of " + features + " features";
    Floats out = twin.floats("out", rows);
    Floats lost = twin.floats("losses", rows + FIRST);
    Ints right = twin.ints("correct", rows + FIRST);
    Floats sums = twin.floats("partials", partials.length);
    Rows block = new Rows(order == null ? null : twin.ints("order", order), FIRST, rows);
    Floats features0 = twin.features("X", x);
    Floats p = twin.floats("params", params);
    Floats t = twin.floats("targets", targets);
    Floats w = twin.floats("weights", weights);
    twin.sigmoidLogits(shape, block, features0, p, out);
    assertArrayEquals(logits, out.toArray(), what);
    twin.sigmoidResidual(block, t, w, out, lost, right);
    assertArrayEquals(residuals, out.toArray(), what);
    assertArrayEquals(losses, lost.toArray(), what);
    twin.sigmoidGradient(shape, block, features0, out, sums);
    assertArrayEquals(partials, sums.toArray(), what);
    assertArrayEquals(correct, right.toArray(), what);
    sums.zero();
    int chunks = shape.chunks(rows);
    float[] chunkLosses = new float[chunks];
    int[] chunkCounts = new int[chunks];
    for (int j = 0; j < chunks; ++j) {
      float[] lane = new float[Orders.LANES];
      for (int k = 512 * j; k < Math.min(rows, 512 * (j + 1)); ++k) {
        int row = order == null ? FIRST + k : order[FIRST + k];
        lane[k % 64] = Math.fma(weights[row], losses[FIRST + k], lane[k % 64]);
        chunkCounts[j] += correct[FIRST + k];
      }
      chunkLosses[j] = Orders.tree(lane);
    }
    Floats totals = twin.floats("sums", chunks);
    Ints counts = twin.ints("counts", chunks);
    twin.sigmoidPass(shape, block, features0, p, t, w, new Chunks(totals, counts, 0), sums);
    assertArrayEquals(chunkLosses, totals.toArray(), what);
    assertArrayEquals(chunkCounts, counts.toArray(), what);
    assertArrayEquals(partials, sums.toArray(), what);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 16, 17, 48, 49, 63, 64, 65, 100})
  void softmax(int classes) {
    for (int features : new int[] {1, 3, 4, 5, 15, 16, 17, 33, 65, 257}) {
      for (int rows : new int[] {1, 3, 4, 5, 16, 17, 33}) {
        softmax(features, classes, rows, false);
        softmax(features, classes, rows, true);
      }
    }
  }

  @Test
  void softmaxAroundChunksAndBlocks() {
    for (int rows : new int[] {191, 192, 193, 255, 256, 257}) {
      softmax(5, 3, rows, true);
    }
    for (int rows : new int[] {767, 768, 769}) {
      softmax(3, 64, rows, true);
      softmax(3, 34, rows, true);
    }
    softmax(513, 3, 20, true);
  }

  private void softmax(int features, int classes, int rows, boolean shuffled) {
    Shape shape = new Shape(features, classes);
    int stride = shape.stride();
    int[] order = order(rows, shuffled);
    float[] x = values((rows + FIRST) * features, 4f);
    float[] params = padded(features + 1, classes, stride);
    float[] residuals = padded(rows, classes, stride);
    float[] logits = new float[rows * stride];
    float[] partials = new float[shape.chunks(rows) * shape.parameters()];
    for (int k = 0; k < rows; ++k) {
      int row = order == null ? FIRST + k : order[FIRST + k];
      for (int c = 0; c < classes; ++c) {
        float sum = 0f;
        for (int d = 0; d < features; ++d) {
          sum = Math.fma(x[row * features + d], params[d * stride + c], sum);
        }
        logits[k * stride + c] = sum + params[features * stride + c];
      }
      extend(shape, k, row, x, residuals, k * stride, partials);
    }
    String what = rows + " rows of " + features + " features, " + classes + " classes";
    Rows block = new Rows(order == null ? null : twin.ints("order", order), FIRST, rows);
    Floats out = twin.floats("out", logits.length);
    Floats sums = twin.floats("partials", partials.length);
    out.write(0, values(logits.length, 1f), 0, logits.length);
    sums.write(0, values(partials.length, 1f), 0, partials.length);
    Floats features0 = twin.features("X", x);
    twin.softmaxLogits(shape, block, features0, twin.floats("params", params), out);
    assertArrayEquals(logits, out.toArray(), what);
    twin.softmaxGradient(shape, block, features0, twin.floats("residuals", residuals), sums);
    assertArrayEquals(partials, sums.toArray(), what);
  }

  /** One row's link on each chain of its chunk's gradient. */
  private static void extend(
      Shape shape, int k, int row, float[] x, float[] residuals, int at, float[] partials) {
    int features = shape.features();
    int stride = shape.stride();
    int out = k / shape.chunkRows() * shape.parameters();
    for (int d = 0; d <= features; ++d) {
      float xd = d < features ? x[row * features + d] : 1f;
      for (int c = 0; c < stride; ++c) {
        int g = out + d * stride + c;
        partials[g] = Math.fma(xd, residuals[at + c], partials[g]);
      }
    }
  }

  private int[] order(int rows, boolean shuffled) {
    if (!shuffled) {
      return null;
    }
    int[] order = new int[rows + FIRST];
    Arrays.setAll(order, i -> i);
    for (int i = order.length - 1; i > 0; --i) {
      int j = (int) ((random.next() >>> 33) % (i + 1));
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  private float[] values(int count, float scale) {
    float[] values = new float[count];
    for (int i = 0; i < count; ++i) {
      values[i] = Canonical.flush((random.nextFloat() - 0.5f) * scale);
    }
    return values;
  }

  private float[] padded(int rows, int width, int stride) {
    float[] values = new float[rows * stride];
    for (int i = 0; i < rows; ++i) {
      System.arraycopy(values(width, 1f), 0, values, i * stride, width);
    }
    return values;
  }
}
