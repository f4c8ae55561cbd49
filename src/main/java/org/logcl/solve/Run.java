package org.logcl.solve;

import java.util.Optional;

/** One run of a solver: counts, and decides when to stop. */
final class Run {
  private final Problem problem;
  private final Stopping stopping;
  private final Monitor monitor;
  // Objectives of the last iterations, the present one at iteration mod length.
  private final double[] recent = new double[Stopping.WINDOW + 1];
  private int evaluations;
  private int iteration = -1;
  private Iterate last;

  Run(Problem problem, Stopping stopping, Monitor monitor) {
    this.problem = problem;
    this.stopping = stopping;
    this.monitor = monitor;
  }

  /** Evaluates; the point is rounded in place and becomes part of the result. */
  Point evaluate(double[] x) {
    ++evaluations;
    return new Point(x, problem.evaluate(x));
  }

  /**
   * Takes note of a new iterate, the start for one.
   *
   * @param objective value there, a penalty that is not smooth included
   * @param gradient gradient or pseudo-gradient there
   * @return a reason to stop, or empty to go on
   */
  Optional<Ending> after(Point at, double objective, double[] gradient, double step) {
    ++iteration;
    double norm = Vectors.maxNorm(gradient);
    last = new Iterate(iteration, evaluations, at, objective, norm, step);
    if (!at.isFinite()) {
      return Optional.of(Ending.DIVERGED);
    }
    Optional<Ending> asked = monitor.after(last);
    double before = recent[(iteration + 1) % recent.length];
    recent[iteration % recent.length] = objective;
    if (norm <= stopping.gradientTolerance()) {
      return Optional.of(Ending.GRADIENT);
    }
    boolean stuck = before - objective <= stopping.relativeTolerance() * Math.abs(objective);
    if (iteration >= Stopping.WINDOW && stuck) {
      return Optional.of(Ending.DECREASE);
    }
    if (asked.isPresent()) {
      return asked;
    }
    return iteration >= stopping.maxIterations()
        ? Optional.of(Ending.ITERATIONS)
        : Optional.empty();
  }

  /** Iterations so far. */
  int iteration() {
    return iteration;
  }

  /** The result, where the run is. */
  Solution end(Ending ending) {
    return new Solution(last.with(evaluations), ending);
  }
}
