package org.logcl.solve;

import java.util.Optional;

/**
 * Newton's method: steps by the Cholesky factor of the Hessian, damped where that is not positive
 * definite enough, each with a line search. Where no damping helps, or a step fails that should
 * have gone far, L-BFGS goes on.
 *
 * <p>Source: J. Nocedal, S. Wright, Numerical Optimization, 2nd ed., section 3.4.
 */
public final class Newton {
  // In shares of the largest diagonal element, which float32 computed: what is smaller may be
  // noise.
  private static final double FIRST_DAMPING = 0x1p-24;
  private static final double NEXT_DAMPING = 16;
  private static final double MOST_DAMPING = 1;

  private final Run run;
  private final CurvedProblem problem;
  private final Stopping stopping;

  private Newton(Run run, CurvedProblem problem, Stopping stopping) {
    this.run = run;
    this.problem = problem;
    this.stopping = stopping;
  }

  /**
   * Minimises.
   *
   * @param start first point, [size]
   * @param diagonal for L-BFGS, should it be needed: a first guess of the inverse Hessian; [size]
   */
  public static Solution minimize(
      CurvedProblem problem,
      double[] start,
      double[] diagonal,
      Stopping stopping,
      Monitor monitor) {
    Run run = new Run(problem, stopping, monitor);
    Point at = run.evaluate(start.clone());
    Optional<Ending> ending = run.after(at, at.value(), at.gradient(), 0, null);
    return run.end(
        ending.isPresent()
            ? ending.get()
            : new Newton(run, problem, stopping).descend(at, diagonal));
  }

  /** Goes on from a snapshot of {@link #minimize}, whose diagonal it takes. */
  public static Solution resume(
      CurvedProblem problem,
      Snapshot snapshot,
      double[] diagonal,
      Stopping stopping,
      Monitor monitor) {
    if (snapshot.isQuasi()) {
      return Lbfgs.resume(problem, snapshot, diagonal, stopping, monitor);
    }
    Run run = Run.resumed(problem, stopping, monitor, snapshot);
    Point at = run.evaluate(snapshot.point().clone());
    run.at(at, at.value(), at.gradient());
    return run.end(new Newton(run, problem, stopping).descend(at, diagonal));
  }

  private Ending descend(Point start, double[] diagonal) {
    Point at = start;
    Optional<Ending> ending = Optional.empty();
    while (ending.isEmpty()) {
      Optional<double[]> direction = direction(at);
      if (direction.isEmpty()) {
        return Lbfgs.goOn(run, at, new Curvature(diagonal));
      }
      double slope = Vectors.dot(direction.get(), at.gradient());
      // Half the slope is what the step promises.
      double promised = -slope / 2;
      if (promised <= stopping.relativeTolerance() * Math.abs(at.value())) {
        return Ending.DECREASE;
      }
      Optional<LineSearch.Step> step =
          slope < 0 ? LineSearch.run(run, at, direction.get(), slope, 1) : Optional.empty();
      if (step.isPresent()) {
        at = step.get().to();
        ending = run.after(at, at.value(), at.gradient(), step.get().length(), null);
      } else if (promised <= LineSearch.NOISE * Math.abs(at.value())) {
        return Ending.PRECISION;
      } else {
        return Lbfgs.goOn(run, at, new Curvature(diagonal));
      }
    }
    return ending.get();
  }

  private Optional<double[]> direction(Point at) {
    double[][] hessian = problem.hessian(at.x());
    double largest = 0;
    for (int i = 0; i < hessian.length; ++i) {
      largest = Math.max(largest, hessian[i][i]);
    }
    if (!(largest > 0 && largest < Double.POSITIVE_INFINITY)) {
      return Optional.empty();
    }
    for (int i = 0; i < hessian.length; ++i) {
      // A parameter without curvature, such as a feature's that is always 0, has no gradient
      // either.
      hessian[i][i] = hessian[i][i] > 0 ? hessian[i][i] : largest;
    }
    double[] down = Vectors.negated(at.gradient());
    for (double damping = FIRST_DAMPING; damping <= MOST_DAMPING; damping *= NEXT_DAMPING) {
      Cholesky factor = Cholesky.of(hessian, damping);
      if (factor != null) {
        return Optional.of(factor.solve(down));
      }
    }
    return Optional.empty();
  }
}
