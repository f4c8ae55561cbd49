package org.logcl.solve;

import java.util.Optional;

/**
 * Orthant-wise L-BFGS: minimises a smooth function plus {@code sum_i l1_i |x_i|} in a box. Each
 * iteration stays in one orthant, where the sum is linear: what is at 0 is held there, or moves to
 * the side that descends.
 *
 * <p>Other than in the source, a step leads to the minimum of the quadratic model in orthant and
 * box, rather than from the minimum in all of space back into them. Projecting takes away what the
 * other components counted on, and what L-BFGS remembers cannot be cut to a face: the change of the
 * gradient within it is due to parameters outside of it too. The Hessian's approximation can. Up to
 * the end, evaluations of a9a at C = 1:
 *
 * <pre>
 *                                 projected       minimum of the model
 * L1                                    263                         29
 * L1 and L2, half each     248, 2e-5 too high                       30
 * </pre>
 *
 * <p>Sources: G. Andrew, J. Gao, Scalable training of L1-regularized log-linear models, ICML 2007;
 * R. Byrd, P. Lu, J. Nocedal, C. Zhu, A limited memory algorithm for bound constrained
 * optimization, SIAM J. Sci. Comput. 16 (1995), for the model in a box; N. Keskar, J. Nocedal, F.
 * Öztoprak, A. Wächter, A second-order method for convex l1-regularized optimization with
 * active-set prediction, Optimization Methods and Software 31 (2016), for the one in an orthant.
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
      Optional<LineSearch.Step> step = step(at, pseudo);
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

  private Optional<LineSearch.Step> step(Point at, double[] pseudo) {
    Box orthant = orthant(at.x(), pseudo);
    double[] slope = at.gradient().clone();
    for (int i = 0; i < slope.length; ++i) {
      slope[i] += l1[i] * side(at.x()[i], pseudo[i]);
    }
    Box steps =
        new Box(
            Vectors.difference(orthant.lower(), at.x()),
            Vectors.difference(orthant.upper(), at.x()));
    double[] direction = curvature.model(slope).minimum(steps);
    return search(at, slope, direction, steps, orthant);
  }

  /** 1 where a penalised parameter is or goes over 0, -1 under, 0 where it is held at 0. */
  private static double side(double x, double pseudo) {
    return Math.signum(x != 0 ? x : -pseudo);
  }

  /** The part of the box where the penalty is linear. */
  private Box orthant(double[] x, double[] pseudo) {
    double[] lower = box.lower().clone();
    double[] upper = box.upper().clone();
    for (int i = 0; i < x.length; ++i) {
      if (l1[i] > 0) {
        double side = side(x[i], pseudo[i]);
        lower[i] = side >= 0 ? Math.max(0, lower[i]) : lower[i];
        upper[i] = side <= 0 ? Math.min(0, upper[i]) : upper[i];
      }
    }
    return new Box(lower, upper);
  }

  /** Backtracks until the objective decreases enough. */
  private Optional<LineSearch.Step> search(
      Point from, double[] slope, double[] direction, Box steps, Box orthant) {
    double before = objective(from);
    double noise = LineSearch.NOISE * Math.abs(before);
    double length = Lbfgs.firstLength(curvature, direction);
    for (int i = 0; i < MOST_EVALUATIONS; ++i) {
      Point to = run.evaluate(along(from.x(), length, direction, steps, orthant));
      if (to.isFinite()) {
        if (to.isAt(from)) {
          return Optional.empty();
        }
        double expected = Vectors.dot(slope, Vectors.difference(to.x(), from.x()));
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

  /** A point of the segment; a whole step to a bound ends there, however sums are rounded. */
  private static double[] along(
      double[] x, double length, double[] direction, Box steps, Box orthant) {
    double[] point = Vectors.along(x, length, direction);
    for (int i = 0; i < point.length; ++i) {
      double step = length * direction[i];
      if (!steps.isInside(i, step)) {
        point[i] = step <= steps.lower()[i] ? orthant.lower()[i] : orthant.upper()[i];
      }
    }
    return point;
  }
}
