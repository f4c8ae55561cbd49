package org.logcl.solve;

import java.util.Optional;

/**
 * Orthant-wise L-BFGS: minimises a smooth function plus {@code sum_i l1_i |x_i|} in a box. Each
 * iteration stays in one orthant, where the sum is linear; what would leave it becomes 0, and what
 * would leave the box stops at its bound.
 *
 * <p>Other than in the source, curvature is taken within the face of the parameters that are not
 * held at 0, and then no component of the direction is dropped for its sign: the projection drops
 * what would leave the orthant, which is all that descent needs. On a9a at C = 1 that takes 165
 * iterations to the limit of float32; the source's way was stuck 3e-5 above after 364.
 *
 * <p>A bound is treated as 0 is: parameters that descent would take out of the box are held, and
 * the projection drops what would leave it. That is two-metric projection.
 *
 * <p>Sources: G. Andrew, J. Gao, Scalable training of L1-regularized log-linear models, ICML 2007;
 * D. Bertsekas, Projected Newton methods for optimization problems with simple constraints, SIAM J.
 * Control Optim. 20 (1982).
 */
public final class OwlQn {
  private static final double DECREASE = 1e-4;
  private static final int MOST_EVALUATIONS = 30;

  private final Run run;
  private final double[] l1;
  private final Box box;
  private final Curvature curvature;

  private OwlQn(Run run, double[] l1, Box box, Preconditioner preconditioner) {
    this.run = run;
    this.l1 = l1;
    this.box = box;
    curvature = new Curvature(l1.length, preconditioner);
  }

  /**
   * Minimises.
   *
   * @param problem the smooth part
   * @param l1 coefficients, 0 or more, [size]
   * @param box where the minimum is looked for
   * @param start first point, [size]; moved into the box
   * @param preconditioner a first guess of the inverse Hessian
   */
  public static Solution minimize(
      Problem problem,
      double[] l1,
      Box box,
      double[] start,
      Preconditioner preconditioner,
      Stopping stopping,
      Monitor monitor) {
    Run run = new Run(problem, stopping, monitor);
    double[] first = start.clone();
    box.project(first);
    Point at = run.evaluate(first);
    OwlQn solver = new OwlQn(run, l1, box, preconditioner);
    Optional<Ending> ending =
        run.after(at, solver.objective(at), solver.pseudoGradient(at), 0, solver.curvature);
    return run.end(ending.isPresent() ? ending.get() : solver.goOn(at));
  }

  /**
   * Goes on from a snapshot of {@link #minimize}, whose coefficients, box and preconditioner it
   * takes.
   */
  public static Solution resume(
      Problem problem,
      double[] l1,
      Box box,
      Snapshot snapshot,
      Preconditioner preconditioner,
      Stopping stopping,
      Monitor monitor) {
    Run run = Run.resumed(problem, stopping, monitor, snapshot);
    Point at = run.evaluate(snapshot.point().clone());
    OwlQn solver = new OwlQn(run, l1, box, preconditioner);
    run.at(at, solver.objective(at), solver.pseudoGradient(at));
    solver.curvature.restore(snapshot.steps(), snapshot.changes());
    return run.end(solver.goOn(at));
  }

  private Ending goOn(Point from) {
    Point at = from;
    double[] pseudo = pseudoGradient(at);
    Optional<Ending> ending = Optional.empty();
    while (ending.isEmpty()) {
      curvature.begin(run.iteration() + 1);
      double[] direction = direction(at, pseudo);
      double first = Lbfgs.firstLength(curvature, direction);
      Optional<LineSearch.Step> step = search(at, pseudo, direction, first);
      if (step.isPresent()) {
        Point to = step.get().to();
        curvature.add(
            Vectors.difference(to.x(), at.x()), Vectors.difference(to.gradient(), at.gradient()));
        at = to;
        pseudo = pseudoGradient(at);
        ending = run.after(at, objective(at), pseudo, step.get().length(), curvature);
      } else if (curvature.isEmpty()) {
        ending = Optional.of(Ending.PRECISION);
      } else {
        // What is remembered may be noise: once more along the pseudo-gradient.
        curvature.clear();
      }
    }
    return ending.get();
  }

  private double objective(Point at) {
    double sum = 0;
    double[] x = at.x();
    for (int i = 0; i < x.length; ++i) {
      sum = Math.fma(l1[i], Math.abs(x[i]), sum);
    }
    return at.value() + sum;
  }

  /** The one-sided derivative that descends within the box, 0 where neither side does. */
  private double[] pseudoGradient(Point at) {
    double[] x = at.x();
    double[] pseudo = at.gradient().clone();
    for (int i = 0; i < x.length; ++i) {
      if (x[i] != 0) {
        pseudo[i] += Math.copySign(l1[i], x[i]);
      } else if (Math.abs(pseudo[i]) <= l1[i]) {
        pseudo[i] = 0;
      } else {
        pseudo[i] -= Math.copySign(l1[i], pseudo[i]);
      }
      if (box.holds(i, x[i], pseudo[i])) {
        pseudo[i] = 0;
      }
    }
    return pseudo;
  }

  /** The quasi-Newton direction within the face of what is held neither at 0 nor at a bound. */
  private double[] direction(Point at, double[] pseudo) {
    boolean[] free = new boolean[pseudo.length];
    for (int i = 0; i < free.length; ++i) {
      double x = at.x()[i];
      free[i] = pseudo[i] != 0 || (x != 0 && box.isInside(i, x));
    }
    return Vectors.only(free, curvature.direction(pseudo, free));
  }

  /**
   * Backtracks until the objective decreases enough; penalised parameters do not change their sign.
   */
  private Optional<LineSearch.Step> search(
      Point from, double[] pseudo, double[] direction, double first) {
    double before = objective(from);
    double noise = LineSearch.NOISE * Math.abs(before);
    double length = first;
    for (int i = 0; i < MOST_EVALUATIONS; ++i) {
      Point to = run.evaluate(projected(from, pseudo, direction, length));
      if (to.isFinite()) {
        if (to.isAt(from)) {
          return Optional.empty();
        }
        double expected = Vectors.dot(pseudo, Vectors.difference(to.x(), from.x()));
        if (objective(to) <= before + DECREASE * expected + noise) {
          return Optional.of(new LineSearch.Step(length, to, expected));
        }
        length *= 0.5;
      } else {
        length *= 0.1;
      }
    }
    return Optional.empty();
  }

  private double[] projected(Point from, double[] pseudo, double[] direction, double length) {
    double[] point = Vectors.along(from.x(), length, direction);
    for (int i = 0; i < point.length; ++i) {
      double orthant = from.x()[i] != 0 ? from.x()[i] : -pseudo[i];
      if (l1[i] > 0 && !(point[i] * orthant > 0)) {
        point[i] = 0;
      }
    }
    box.project(point);
    return point;
  }
}
