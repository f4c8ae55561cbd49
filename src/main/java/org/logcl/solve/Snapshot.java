package org.logcl.solve;

import java.util.ArrayList;
import java.util.List;

/** A solver between two iterations: all that it takes to go on to the same end. */
public final class Snapshot {
  private final int iteration;
  private final int evaluations;
  private final double[] point;
  private final double[] recent;
  private final List<double[]> steps;
  private final List<double[]> changes;
  private final boolean quasi;

  /**
   * A snapshot; nothing is copied.
   *
   * @param iteration iterations done
   * @param evaluations evaluations done
   * @param point the parameters
   * @param recent objectives of the last iterations
   * @param quasi whether steps come from remembered curvature; Newton's method begins without
   * @param steps steps that tell of it, oldest first
   * @param changes changes of the gradient along them
   */
  public Snapshot(
      int iteration,
      int evaluations,
      double[] point,
      double[] recent,
      boolean quasi,
      List<double[]> steps,
      List<double[]> changes) {
    this.iteration = iteration;
    this.evaluations = evaluations;
    this.point = point;
    this.recent = recent;
    this.quasi = quasi;
    this.steps = new ArrayList<>(steps);
    this.changes = new ArrayList<>(changes);
  }

  /** Iterations done. */
  public int iteration() {
    return iteration;
  }

  /** Evaluations done. */
  public int evaluations() {
    return evaluations;
  }

  /** The parameters. */
  public double[] point() {
    return point;
  }

  /** Objectives of the last iterations. */
  public double[] recent() {
    return recent;
  }

  /** Whether steps come from remembered curvature. */
  public boolean isQuasi() {
    return quasi;
  }

  /** Steps that tell of the curvature, oldest first. */
  public List<double[]> steps() {
    return List.copyOf(steps);
  }

  /** Changes of the gradient along the steps. */
  public List<double[]> changes() {
    return List.copyOf(changes);
  }
}
