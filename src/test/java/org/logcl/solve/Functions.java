package org.logcl.solve;

import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** Functions to minimise in tests. */
final class Functions {
  private Functions() {}

  private static final class Value implements Evaluated {
    private final double value;
    private final double[] gradient;

    Value(double value, double[] gradient) {
      this.value = value;
      this.gradient = gradient;
    }

    @Override
    public double value() {
      return value;
    }

    @Override
    public double[] gradient() {
      return gradient;
    }
  }

  /** A function of so many parameters, exact. */
  static Problem of(int size, ToDoubleFunction<double[]> value, UnaryOperator<double[]> gradient) {
    return new Problem() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public Evaluated evaluate(double[] point) {
        return new Value(value.applyAsDouble(point), gradient.apply(point));
      }
    };
  }

  /** (1 - x)^2 + 100 (y - x^2)^2, with its minimum at (1, 1). */
  static Problem rosenbrock() {
    return of(
        2,
        p -> (1 - p[0]) * (1 - p[0]) + 100 * (p[1] - p[0] * p[0]) * (p[1] - p[0] * p[0]),
        p ->
            new double[] {
              -2 * (1 - p[0]) - 400 * p[0] * (p[1] - p[0] * p[0]), 200 * (p[1] - p[0] * p[0])
            });
  }

  /** Half the weighted sum of squared distances from a centre. */
  static Problem bowl(double[] curvatures, double[] centre) {
    return of(
        centre.length,
        p -> {
          double sum = 0;
          for (int i = 0; i < p.length; ++i) {
            sum += curvatures[i] / 2 * (p[i] - centre[i]) * (p[i] - centre[i]);
          }
          return sum;
        },
        p -> {
          double[] gradient = new double[p.length];
          for (int i = 0; i < p.length; ++i) {
            gradient[i] = curvatures[i] * (p[i] - centre[i]);
          }
          return gradient;
        });
  }

  /** x - log x, with its minimum at 1; not finite for x <= 0. */
  static Problem barrier() {
    return of(
        1,
        p -> p[0] > 0 ? p[0] - StrictMath.log(p[0]) : Double.NaN,
        p -> new double[] {1 - 1 / p[0]});
  }

  /** The same with points and values rounded to float32. */
  static Problem inFloat32(Problem problem) {
    return new Problem() {
      @Override
      public int size() {
        return problem.size();
      }

      @Override
      public Evaluated evaluate(double[] point) {
        for (int i = 0; i < point.length; ++i) {
          point[i] = (float) point[i];
        }
        Evaluated exact = problem.evaluate(point);
        return new Value((float) exact.value(), exact.gradient());
      }
    };
  }

  /** The same with a Hessian, of which the upper triangle counts. */
  static CurvedProblem curved(Problem problem, Function<double[], double[][]> hessian) {
    return new CurvedProblem() {
      @Override
      public int size() {
        return problem.size();
      }

      @Override
      public Evaluated evaluate(double[] point) {
        return problem.evaluate(point);
      }

      @Override
      public double[][] hessian(double[] point) {
        return hessian.apply(point);
      }
    };
  }
}
