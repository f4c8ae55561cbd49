package org.logcl.verify;

import org.logcl.kernel.CurvatureRows;
import org.logcl.kernel.Shape;

/** The rows of X times the second derivatives of their losses, with bounds. */
public final class ExpectedCurvature {
  private ExpectedCurvature() {}

  /**
   * What {@code curvature_rows} should give, its inputs taken as exact.
   *
   * @param probabilities [rows][2] with the sigmoid head, else [rows][stride], by position
   */
  public static Expectation rows(
      Shape shape, Positions rows, int c, float[] x, float[] weights, float[] probabilities) {
    int features = shape.features();
    int blocks = shape.logits() - c;
    int stride = CurvatureRows.block(shape, c).stride();
    int p = shape.isSigmoid() ? 2 : shape.stride();
    double[] truth = new double[rows.count() * stride];
    double[] bound = new double[truth.length];
    double[] naive = new double[truth.length];
    for (int k = 0; k < rows.count(); ++k) {
      Bounded own = Bounded.exact(probabilities[k * p + c]);
      Bounded outer = Bounded.exact(weights[rows.row(k)]).times(own).flushed();
      for (int b = 0; b < blocks; ++b) {
        Bounded other =
            shape.isSigmoid()
                ? Bounded.exact(probabilities[k * p + 1])
                : b == 0
                    ? Bounded.ONE.minus(own)
                    : Bounded.exact(probabilities[k * p + c + b]).negated();
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
