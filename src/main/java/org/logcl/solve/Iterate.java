package org.logcl.solve;

import java.util.function.Supplier;

/** Where a solver is after an iteration. */
public final class Iterate {
  private final int iteration;
  private final int evaluations;
  private final Point at;
  private final double objective;
  private final double gradientNorm;
  private final double step;
  private final boolean isLast;
  private final Supplier<Snapshot> snapshot;

  Iterate(
      int iteration,
      int evaluations,
      Point at,
      double objective,
      double gradientNorm,
      double step,
      boolean isLast,
      Supplier<Snapshot> snapshot) {
    this.iteration = iteration;
    this.evaluations = evaluations;
    this.at = at;
    this.objective = objective;
    this.gradientNorm = gradientNorm;
    this.step = step;
    this.isLast = isLast;
    this.snapshot = snapshot;
  }

  /** From 0, the start. */
  public int iteration() {
    return iteration;
  }

  /** Evaluations so far. */
  public int evaluations() {
    return evaluations;
  }

  /** The parameters, as evaluated; not to be changed. */
  public double[] point() {
    return at.x();
  }

  /** What {@link Problem#evaluate} gave there. */
  public Evaluated evaluated() {
    return at.evaluated();
  }

  /** Value there, a penalty that is not smooth included. */
  public double objective() {
    return objective;
  }

  /** Largest magnitude in the (pseudo-)gradient. */
  public double gradientNorm() {
    return gradientNorm;
  }

  /** Length of the step that led here, as a multiple of the direction; 0 at the start. */
  public double step() {
    return step;
  }

  /** Whether the solver ends here: there is nothing to go on with. */
  public boolean isLast() {
    return isLast;
  }

  /** All that it takes to go on from here. */
  public Snapshot snapshot() {
    return snapshot.get();
  }

  /** The same with evaluations that led nowhere. */
  Iterate with(int allEvaluations) {
    return new Iterate(
        iteration, allEvaluations, at, objective, gradientNorm, step, isLast, snapshot);
  }
}
