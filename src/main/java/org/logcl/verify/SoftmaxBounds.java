package org.logcl.verify;

import static org.logcl.verify.Bounded.ONE;
import static org.logcl.verify.Bounded.exact;
import static org.logcl.verify.Bounded.gamma;

import org.logcl.numerics.Orders;

/**
 * The running analysis of a softmax row, as kernels compute it: exponentials of the distance to the
 * largest logit, their sum without the best class in 64 lanes and a tree, one reciprocal.
 *
 * <p>The sum passes through ceil(C / 64) + 6 additions at most, all terms positive: its error is
 * the terms' errors and gamma(n) times the sum.
 */
@SuppressWarnings("ArrayRecordComponent") // carries results; never compared
record SoftmaxBounds(int best, Bounded[] gap, Bounded[] e, Bounded rest, Bounded inverse) {
  static SoftmaxBounds of(Truth.Softmax truth) {
    int classes = truth.e().length;
    Bounded[] gap = new Bounded[classes];
    Bounded[] e = new Bounded[classes];
    double sum = 0;
    double error = 0;
    for (int c = 0; c < classes; ++c) {
      gap[c] = exact(truth.gap()[c]).plus(Bounded.ZERO);
      // The distance of the best class is exactly 0, and e^0 exactly 1.
      e[c] = c == truth.best() ? ONE : gap[c].negated().exp();
      sum += c == truth.best() ? 0 : e[c].value();
      error += e[c].error();
    }
    int additions = (classes + Orders.LANES - 1) / Orders.LANES + ExpectedForward.treeDepth();
    Bounded rest = new Bounded(sum, error + gamma(additions) * (sum + error));
    return new SoftmaxBounds(truth.best(), gap, e, rest, ONE.plus(rest).reciprocal());
  }

  /** p_c. */
  Bounded probability(int c) {
    return e[c].times(inverse).flushed();
  }

  /** 1 - p_c. */
  Bounded complement(int c) {
    return c == best ? rest.times(inverse).flushed() : ONE.minus(probability(c));
  }

  /** -log p_c, not flushed. */
  Bounded loss(int c) {
    return gap[c].plus(rest.log1p());
  }
}
