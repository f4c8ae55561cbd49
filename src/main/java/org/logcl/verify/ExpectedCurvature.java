package org.logcl.verify;

import org.logcl.kernel.CurvatureRows;
import org.logcl.kernel.Shape;

/** The rows of X times the second derivatives of their losses, with bounds. */
public final class ExpectedCurvature {
  private ExpectedCurvature() {}

  /**
   * What {@code curvature_rows} should give, its inputs taken as exact.
   *
   * @param independent whether each logit has a sigmoid of its own
   * @param probabilities [rows][stride][2] with sigmoids, else [rows][stride], by position
   */
  public static Expectation rows(
      Shape shape,
      boolean independent,
      Positions rows,
      int c,
      float[] x,
      float[] weights,
      float[] probabilities) {
    int features = shape.features();
    boolean pairs = independent || shape.isSigmoid();
    int blocks = pairs ? 1 : shape.logits() - c;
    int stride = CurvatureRows.block(shape, independent, c).stride();
    double[] truth = new double[rows.count() * stride];
    double[] bound = new double[truth.length];
    double[] naive = new double[truth.length];
    for (int k = 0; k < rows.count(); ++k) {
      int p = pairs ? 2 * (k * shape.stride() + c) : k * shape.stride() + c;
      Bounded own = Bounded.exact(probabilities[p]);
      Bounded outer = Bounded.exact(weights[rows.row(k)]).times(own).flushed();
      for (int b = 0; b < blocks; ++b) {
        Bounded other =
            pairs
                ? Bounded.exact(probabilities[p + 1])
                : b == 0 ? Bounded.ONE.minus(own) : Bounded.exact(probabilities[p + b]).negated();
        Bounded w = outer.times(other).flushed();
        for (int d = 0; d <= features; ++d) {
          float xd = d < features ? x[rows.row(k) * features + d] : 1;
          Bounded value = d < features ? w.times(Bounded.exact(xd)).flushed() : w;
          int at = k * stride + b * (features + 1) + d;
          truth[at] = value.value();
          bound[at] = value.error();
          naive[at] = weights[rows.row(k)] * (float) own.value() * (float) other.value() * xd;
        }
      }
    }
    return new Expectation(truth, bound, naive);
  }
}
