package org.logcl.verify;

import static org.logcl.verify.Bounded.U;
import static org.logcl.verify.Bounded.gamma;

import org.logcl.kernel.RowSums;
import org.logcl.kernel.Shape;
import org.logcl.numerics.Orders;
import org.logcl.numerics.Steps;

/** Truth and bounds of sums over rows and chunks. */
@SuppressWarnings("ArrayRecordComponent") // carries results; never compared
public final class ExpectedSums {
  private ExpectedSums() {}

  /**
   * Partial gradients. One chain of fma over the n rows of a chunk: the error is at most gamma(n)
   * sum |r x|. The intercept's feature is 1.
   */
  public static Expectation gradient(Shape shape, Positions rows, float[] x, float[] residuals) {
    int features = shape.features();
    int stride = shape.stride();
    int chunkRows = shape.chunkRows();
    Expectation expected = Expectation.of(shape.chunks(rows.count()) * shape.parameters());
    double[] truth = expected.truth();
    double[] size = expected.bound();
    float[] naive = new float[expected.length()];
    for (int k = 0; k < rows.count(); ++k) {
      int at = rows.row(k) * features;
      int out = k / chunkRows * shape.parameters();
      for (int d = 0; d <= features; ++d) {
        float xd = d < features ? x[at + d] : 1;
        for (int c = 0; c < stride; ++c) {
          int i = out + d * stride + c;
          double product = (double) xd * residuals[k * stride + c];
          truth[i] += product;
          size[i] += Math.abs(product);
          naive[i] += xd * residuals[k * stride + c];
        }
      }
    }
    for (int i = 0; i < expected.length(); ++i) {
      int chunk = i / shape.parameters();
      int n = Math.min(chunkRows, rows.count() - chunk * chunkRows);
      expected.set(i, truth[i], gamma(n) * size[i], naive[i]);
    }
    return expected;
  }

  /**
   * A total of two floats over chunks, high + low. The two-sum of Knuth splits each addition
   * exactly into the rounded sum and what was lost, which is at most u times the running sum. The
   * losses are added with one rounding each: with A_j the sum of the first j magnitudes the error
   * is at most gamma(m - 1) u (1 + gamma(m)) sum_j A_j for m additions.
   */
  public static Expectation combine(
      int parameters, int chunks, float[] partials, Guarded.Total before) {
    Expectation expected = Expectation.of(parameters);
    for (int i = 0; i < parameters; ++i) {
      float naive = before == null ? 0 : before.high()[i];
      double start = before == null ? 0 : (double) before.high()[i] + before.low()[i];
      double sum = 0;
      double size = Math.abs(naive);
      double sizes = 0;
      for (int j = 0; j < chunks; ++j) {
        float v = partials[j * parameters + i];
        sum += v;
        size += Math.abs(v);
        sizes += size;
        naive += v;
      }
      double low = before == null ? 0 : Math.abs(before.low()[i]);
      double bound = gamma(chunks) * (U * (1 + gamma(chunks)) * sizes + low);
      expected.set(i, start + sum, bound, naive);
    }
    return expected;
  }

  /** Sums and counts of chunks: lanes of fma and a tree, and exact counts. */
  public record RowTotals(Expectation sums, int[] counts) {
    /** Of the chunks of a plan; ceil(n / 64) + 6 roundings. */
    public static RowTotals of(
        RowSums.Plan plan, int[] order, float[] weights, float[] losses, int[] correct) {
      RowTotals expected = new RowTotals(Expectation.of(plan.total()), new int[plan.total()]);
      for (int item = 0; item < plan.total(); ++item) {
        int batch = item / plan.chunks() * plan.batchRows();
        int from = batch + item % plan.chunks() * plan.chunkRows();
        int to = Math.min(from + plan.chunkRows(), Math.min(batch + plan.batchRows(), plan.rows()));
        double sum = 0;
        double size = 0;
        float naive = 0;
        for (int k = from; k < to; ++k) {
          float weight = weights[Steps.row(order, k)];
          sum += (double) weight * losses[k];
          size += Math.abs((double) weight * losses[k]);
          naive += weight * losses[k];
          expected.counts[item] += correct[k];
        }
        int lane = (Math.max(0, to - from) + Orders.LANES - 1) / Orders.LANES;
        expected.sums.set(item, sum, gamma(lane + ExpectedForward.treeDepth()) * size, naive);
      }
      return expected;
    }
  }
}
