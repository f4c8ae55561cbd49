package org.logcl.train;

import java.util.Arrays;
import org.logcl.data.Dataset;
import org.logcl.kernel.Shape;

/**
 * A first guess of the inverse Hessian's diagonal. At parameters of 0 the Hessian of the mean loss
 * has the diagonal p (1 - p) mean(x^2), p being 1/2 or one over the number of classes; what is
 * given is the root of its inverse. Scaling by the whole inverse would make features on different
 * scales equally easy, but lets rare ones dominate; iterations of L-BFGS to within 1e-6 of the
 * optimum, at C = 1 and with 30 steps remembered:
 *
 * <pre>
 *                            not scaled   by the root   by the inverse
 * digits, pixels to 1               125           130              158
 * a9a                               143           154              217
 * breast_cancer as it is        (stuck)           337              272   to float32's limit
 * </pre>
 */
final class CurvatureGuess {
  // Values looked at: a guess needs no more, and a pass of the host over all of them would show.
  private static final long MOST_VALUES = 1L << 21;

  private CurvatureGuess() {}

  /**
   * The diagonal, weights row-major [features][logits], then intercepts.
   *
   * @param rows prepared
   * @param independent whether each logit has a sigmoid of its own
   */
  static double[] of(Dataset rows, Shape shape, boolean independent, double l2) {
    int features = shape.features();
    int logits = shape.logits();
    double p = independent ? 0.5 : 1.0 / logits;
    double spread = p * (1 - p);
    double[] squares = meanSquares(rows, features);
    double[] diagonal = new double[(features + 1) * logits];
    for (int d = 0; d < features; ++d) {
      double curvature = spread * squares[d] + l2;
      double guess = curvature > 0 ? 1 / curvature : 1 / spread;
      Arrays.fill(diagonal, d * logits, (d + 1) * logits, Math.sqrt(guess));
    }
    Arrays.fill(diagonal, features * logits, diagonal.length, Math.sqrt(1 / spread));
    return diagonal;
  }

  private static double[] meanSquares(Dataset rows, int features) {
    float[] x = rows.features();
    long values = (long) rows.rows() * features;
    int every = (int) ((values + MOST_VALUES - 1) / MOST_VALUES);
    double[] sums = new double[features];
    int count = 0;
    for (int row = 0; row < rows.rows(); row += every) {
      ++count;
      for (int d = 0; d < features; ++d) {
        double v = x[row * features + d];
        sums[d] = Math.fma(v, v, sums[d]);
      }
    }
    for (int d = 0; d < features; ++d) {
      sums[d] /= count;
    }
    return sums;
  }
}
