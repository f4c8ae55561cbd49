package org.logcl.solve;

import java.util.Optional;

/**
 * L-BFGS: quasi-Newton steps from the curvature of the last 10 to 30 steps, each with a strong
 * Wolfe line search.
 *
 * <p>Source: D. Liu, J. Nocedal, On the limited memory BFGS method for large scale optimization,
 * Mathematical Programming 45 (1989).
 */
public final class Lbfgs {
  private Lbfgs() {}

  /**
   * Minimises.
   *
   * @param start first point, [size]
   * @param diagonal of a first guess of the inverse Hessian, positive, up to a factor; [size]
   */
  public static Solution minimize(
      Problem problem, double[] start, double[] diagonal, Stopping stopping, Monitor monitor) {
    Run run = new Run(problem, stopping, monitor);
    Point at = run.evaluate(start.clone());
    Curvature curvature = new Curvature(diagonal);
    Optional<Ending> ending = run.after(at, at.value(), at.gradient(), 0, curvature);
    return run.end(ending.isPresent() ? ending.get() : goOn(run, at, curvature));
  }

  /** Goes on from a snapshot of {@link #minimize}, whose diagonal it takes. */
  public static Solution resume(
      Problem problem, Snapshot snapshot, double[] diagonal, Stopping stopping, Monitor monitor) {
    Run run = Run.resumed(problem, stopping, monitor, snapshot);
    Point at = run.evaluate(snapshot.point().clone());
    run.at(at, at.value(), at.gradient());
    Curvature curvature = new Curvature(diagonal);
    curvature.restore(snapshot.steps(), snapshot.changes());
    return run.end(goOn(run, at, curvature));
  }

  /** Goes on with a run from the point where it is. */
  static Ending goOn(Run run, Point from, Curvature curvature) {
    Point at = from;
    Optional<Ending> ending = Optional.empty();
    while (ending.isEmpty()) {
      double[] direction = curvature.direction(at.gradient());
      double slope = Vectors.dot(direction, at.gradient());
      Optional<LineSearch.Step> step =
          slope < 0
              ? LineSearch.run(run, at, direction, slope, firstLength(curvature, direction))
              : Optional.empty();
      if (step.isPresent()) {
        Point to = step.get().to();
        curvature.add(
            Vectors.difference(to.x(), at.x()), Vectors.difference(to.gradient(), at.gradient()));
        at = to;
        ending = run.after(at, at.value(), at.gradient(), step.get().length(), curvature);
      } else if (curvature.isEmpty()) {
        ending = Optional.of(Ending.PRECISION);
      } else {
        // What is remembered may be noise: once more along the gradient.
        curvature.clear();
      }
    }
    return ending.get();
  }

  /** Without curvature, so far that no parameter moves by more than 1. */
  static double firstLength(Curvature curvature, double[] direction) {
    return curvature.isEmpty() ? Math.min(1, 1 / Vectors.maxNorm(direction)) : 1;
  }
}
