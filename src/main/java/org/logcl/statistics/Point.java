package org.logcl.statistics;

/**
 * The penalised negative log-likelihood at some coefficients, with its derivatives:
 *
 * <pre>
 *   F(gamma) = sum_i s_i log(1 + exp(-m_i)) + 1/2 sum_j ridge_j gamma_j^2,   m_i = +-x_i gamma
 * </pre>
 */
final class Point implements Rows.Visitor {
  private final double[] gamma;
  private final double[] descent;
  private final Triangle hessian;
  private double loss;
  private double penalty;
  private boolean allRight = true;

  /**
   * One pass over the rows.
   *
   * @param ridge coefficients of the penalty, 0 or over, [1 + D]
   */
  Point(Rows rows, double[] ridge, double[] gamma) {
    this.gamma = gamma;
    descent = new double[gamma.length];
    hessian = new Triangle(gamma.length);
    rows.forEach(this);
    for (int j = 0; j < gamma.length; ++j) {
      if (ridge[j] > 0) {
        penalty += ridge[j] / 2 * (gamma[j] * gamma[j]);
        descent[j] -= ridge[j] * gamma[j];
        hessian.addUnit(Math.sqrt(ridge[j]), j);
      }
    }
  }

  @Override
  public void row(double[] x, int side, double weight) {
    double margin = side * Rows.dot(x, gamma);
    allRight &= margin > 0;
    double small = StrictMath.exp(-Math.abs(margin));
    loss += weight * (Math.max(-margin, 0) + StrictMath.log1p(small));
    // The probability of the wrong class, without 1 - p where p is near 1.
    double wrong = (margin > 0 ? small : 1) / (1 + small);
    double pull = weight * side * wrong;
    for (int j = 0; j < x.length; ++j) {
      descent[j] = Math.fma(pull, x[j], descent[j]);
    }
    // sqrt(p (1 - p)): the root is taken of the exponential, which would underflow squared.
    hessian.add(Math.sqrt(weight) * (Math.sqrt(small) / (1 + small)), x);
  }

  double[] gamma() {
    return gamma;
  }

  /** The factor of F's Hessian. */
  Triangle hessian() {
    return hessian;
  }

  /** The Newton step. */
  double[] step() {
    return hessian.solve(descent);
  }

  /** The sum over the rows. */
  double loss() {
    return loss;
  }

  /** F. */
  double objective() {
    return loss + penalty;
  }

  /** Whether every row is on its class's side. */
  boolean isAllRight() {
    return allRight;
  }
}
