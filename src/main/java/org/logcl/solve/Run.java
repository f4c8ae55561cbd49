package org.logcl.solve;

import java.util.List;
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

  /** Goes on with another run; what it had evaluated is evaluated again, but not counted again. */
  static Run resumed(Problem problem, Stopping stopping, Monitor monitor, Snapshot snapshot) {
    Run run = new Run(problem, stopping, monitor);
    run.iteration = snapshot.iteration();
    run.evaluations = snapshot.evaluations() - 1;
    System.arraycopy(snapshot.recent(), 0, run.recent, 0, run.recent.length);
    return run;
  }

  /** Takes up the iterate that a resumed run is at. */
  void at(Point at, double objective, double[] gradient) {
    last =
        new Iterate(
            iteration, evaluations, at, objective, Vectors.maxNorm(gradient), 0, false, null);
  }

  private Snapshot snapshot(Point at, Curvature curvature) {
    boolean quasi = curvature != null;
    return new Snapshot(
        iteration,
        evaluations,
        at.x(),
        recent.clone(),
        quasi,
        quasi ? curvature.steps() : List.of(),
        quasi ? curvature.changes() : List.of());
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
   * @param curvature what is remembered of the curvature, or null where nothing is
   * @return a reason to stop, or empty to go on
   */
  Optional<Ending> after(
      Point at, double objective, double[] gradient, double step, Curvature curvature) {
    ++iteration;
    double norm = Vectors.maxNorm(gradient);
    double before = recent[(iteration + 1) % recent.length];
    recent[iteration % recent.length] = objective;
    boolean finite = at.isFinite();
    Optional<Ending> reached = finite ? reached(norm, before, objective) : Optional.empty();
    boolean most = iteration >= stopping.maxIterations();
    last =
        new Iterate(
            iteration,
            evaluations,
            at,
            objective,
            norm,
            step,
            reached.isPresent() || most,
            () -> snapshot(at, curvature));
    if (!finite) {
      return Optional.of(Ending.DIVERGED);
    }
    Optional<Ending> asked = monitor.after(last);
    if (reached.isPresent()) {
      return reached;
    }
    return asked.isPresent() || !most ? asked : Optional.of(Ending.ITERATIONS);
  }

  private Optional<Ending> reached(double norm, double before, double objective) {
    if (norm <= stopping.gradientTolerance()) {
      return Optional.of(Ending.GRADIENT);
    }
    boolean stuck = before - objective <= stopping.relativeTolerance() * Math.abs(objective);
    return iteration >= Stopping.WINDOW && stuck ? Optional.of(Ending.DECREASE) : Optional.empty();
  }

  /** The result, where the run is. */
  Solution end(Ending ending) {
    return new Solution(last.with(evaluations), ending);
  }
}
