package org.logcl.solve;

/** A point that was evaluated. */
final class Point {
  private final double[] x;
  private final Evaluated evaluated;

  Point(double[] x, Evaluated evaluated) {
    this.x = x;
    this.evaluated = evaluated;
  }

  /** The parameters as evaluated, [size]; not to be changed. */
  double[] x() {
    return x;
  }

  /** What the problem gave there. */
  Evaluated evaluated() {
    return evaluated;
  }

  double value() {
    return evaluated.value();
  }

  double[] gradient() {
    return evaluated.gradient();
  }

  boolean isFinite() {
    return Double.isFinite(value()) && Double.isFinite(Vectors.maxNorm(gradient()));
  }

  /** Whether two points have been rounded to one. */
  boolean isAt(Point other) {
    for (int i = 0; i < x.length; ++i) {
      if (x[i] != other.x[i]) {
        return false;
      }
    }
    return true;
  }
}
