package org.logcl.train;

import java.util.Arrays;
import org.logcl.kernel.Shape;
import org.logcl.numerics.Canonical;
import org.logcl.objective.DeviceData;
import org.logcl.objective.Evaluation;
import org.logcl.objective.Hessian;
import org.logcl.objective.LinearObjective;
import org.logcl.objective.Totals;
import org.logcl.solve.CurvedProblem;
import org.logcl.solve.Evaluated;

/**
 * Mean log loss plus penalty as a function of the parameters: weights row-major [features][logits],
 * then intercepts. A point is rounded to float32 and flushed, as the device holds it; loss and
 * gradient come from there, the penalty is computed here in double.
 */
final class MeanObjective implements CurvedProblem, AutoCloseable {
  /** Most parameters that {@link #hessian} is computed for: 32 MB of matrix. */
  static final int MOST_FOR_HESSIAN = 2000;

  private final LinearObjective objective;
  private final DeviceData rows;
  private final Shape shape;
  private final Penalty penalty;
  // What the device holds, to know when it must be put there again.
  private double[] there = new double[0];
  // Null until somebody asks.
  private Hessian hessian;

  /** What a point gives: the totals apart from the penalty. */
  static final class Value implements Evaluated {
    private final Totals totals;
    private final double smoothPenalty;
    private final double[] gradient;

    Value(Totals totals, double smoothPenalty, double[] gradient) {
      this.totals = totals;
      this.smoothPenalty = smoothPenalty;
      this.gradient = gradient;
    }

    Totals totals() {
      return totals;
    }

    @Override
    public double[] gradient() {
      return gradient;
    }

    @Override
    public double value() {
      return totals.logLoss() + smoothPenalty;
    }
  }

  MeanObjective(LinearObjective objective, DeviceData rows, Shape shape, Penalty penalty) {
    this.objective = objective;
    this.rows = rows;
    this.shape = shape;
    this.penalty = penalty;
  }

  @Override
  public int size() {
    return (shape.features() + 1) * shape.logits();
  }

  @Override
  public Value evaluate(double[] point) {
    put(point);
    Evaluation evaluation = objective.evaluate(rows);
    double[] gradient = evaluation.gradient();
    double squares = 0;
    int penalized = penalized();
    for (int i = 0; i < penalized; ++i) {
      squares = Math.fma(point[i], point[i], squares);
      gradient[i] = Math.fma(penalty.l2(), point[i], gradient[i]);
    }
    if (penalty.intercept() == Intercept.NONE) {
      Arrays.fill(gradient, shape.features() * shape.logits(), gradient.length, 0);
    }
    return new Value(evaluation.totals(), penalty.l2() / 2 * squares, gradient);
  }

  @Override
  public double[][] hessian(double[] point) {
    put(point);
    if (hessian == null) {
      hessian = new Hessian(objective, rows);
    }
    double[][] h = hessian.evaluate();
    int intercepts = shape.features() * shape.logits();
    for (int i = 0; i < penalized(); ++i) {
      h[i][i] += penalty.l2();
    }
    if (penalty.intercept() == Intercept.NONE) {
      // They do not move: 0 beside the diagonal, and a gradient of 0.
      for (int i = 0; i < h.length; ++i) {
        Arrays.fill(h[i], Math.max(i, intercepts), h.length, 0);
      }
      for (int i = intercepts; i < h.length; ++i) {
        h[i][i] = 1;
      }
    }
    if (!rows.isIndependent()) {
      holdShifts(h, penalty.l2() > 0 ? penalized() : 0);
    }
    return h;
  }

  /** Whether each logit has a sigmoid of its own. */
  boolean isIndependent() {
    return rows.isIndependent();
  }

  /**
   * The Hessian where all parameters are 0, for one logit; with the softmax head for parameters
   * whose sum over the classes is 0, where it is the same for all of them. Upper triangle by
   * features, then the intercept; the diagonal is over 0.
   */
  double[][] curvatureAtZero() {
    double[][] h = Hessian.quarterOfSquares(objective, rows);
    double factor = rows.isIndependent() ? 1 : 4.0 / shape.logits();
    int last = shape.features();
    for (int i = 0; i <= last; ++i) {
      for (int j = i; j <= last; ++j) {
        h[i][j] *= j == last && penalty.intercept() == Intercept.NONE ? 0 : factor;
      }
      h[i][i] += l2(i * shape.logits());
      h[i][i] = h[i][i] > 0 ? h[i][i] : 1;
    }
    return h;
  }

  /**
   * The same number added to a row of softmax parameters changes no probability. Where no penalty
   * sees it either the Hessian is singular, and rounding would decide; a constant on each such
   * block makes it regular and changes no step, because the gradient sums to 0 there.
   *
   * @param from the first parameter without a penalty
   */
  private void holdShifts(double[][] h, int from) {
    int logits = shape.logits();
    for (int first = from; first < h.length; first += logits) {
      double size = 0;
      for (int i = first; i < first + logits; ++i) {
        size = Math.max(size, h[i][i]);
      }
      for (int i = first; i < first + logits; ++i) {
        for (int j = i; j < first + logits; ++j) {
          h[i][j] += size;
        }
      }
    }
  }

  /** Gives memory back. */
  @Override
  public void close() {
    if (hessian != null) {
      hessian.close();
    }
  }

  /** Coefficients of the parameters' magnitudes in the objective, [size]. */
  double[] l1() {
    double[] l1 = new double[size()];
    Arrays.fill(l1, 0, penalized(), penalty.l1());
    return l1;
  }

  /** The L2 penalty's curvature in a parameter. */
  double l2(int parameter) {
    return parameter < penalized() ? penalty.l2() : 0;
  }

  /** The first so many parameters are penalised. */
  private int penalized() {
    return penalty.intercept() == Intercept.PENALIZED ? size() : shape.features() * shape.logits();
  }

  /** Puts parameters on the device, where they are not there yet; rounds them in place. */
  void put(double[] point) {
    if (point == there) {
      return;
    }
    int weightCount = shape.features() * shape.logits();
    float[] weights = new float[weightCount];
    float[] bias = new float[shape.logits()];
    for (int i = 0; i < point.length; ++i) {
      float value = Canonical.flush((float) point[i]);
      point[i] = value;
      if (i < weightCount) {
        weights[i] = value;
      } else {
        bias[i - weightCount] = value;
      }
    }
    objective.parameters(weights, bias);
    there = point;
  }

  /** The parameters now, as a point. */
  double[] point() {
    float[] weights = objective.weights();
    float[] bias = objective.bias();
    double[] point = new double[size()];
    for (int i = 0; i < point.length; ++i) {
      point[i] = i < weights.length ? weights[i] : bias[i - weights.length];
    }
    return point;
  }
}
