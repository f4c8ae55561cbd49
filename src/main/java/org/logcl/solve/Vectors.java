package org.logcl.solve;

/** Vectors in double, every sum in a fixed order. */
final class Vectors {
  private Vectors() {}

  /** Sum of products: four chains of fma, element i in chain i mod 4, then (0 + 1) + (2 + 3). */
  static double dot(double[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int whole = a.length & -4;
    for (int i = 0; i < whole; i += 4) {
      s0 = Math.fma(a[i], b[i], s0);
      s1 = Math.fma(a[i + 1], b[i + 1], s1);
      s2 = Math.fma(a[i + 2], b[i + 2], s2);
      s3 = Math.fma(a[i + 3], b[i + 3], s3);
    }
    double rest = 0;
    for (int i = whole; i < a.length; ++i) {
      rest = Math.fma(a[i], b[i], rest);
    }
    return ((s0 + s1) + (s2 + s3)) + rest;
  }

  /** {@code y += factor * x}. */
  static void add(double factor, double[] x, double[] y) {
    for (int i = 0; i < y.length; ++i) {
      y[i] = Math.fma(factor, x[i], y[i]);
    }
  }

  /** {@code x + t d}. */
  static double[] along(double[] x, double t, double[] d) {
    double[] point = x.clone();
    add(t, d, point);
    return point;
  }

  static double[] difference(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int i = 0; i < a.length; ++i) {
      difference[i] = a[i] - b[i];
    }
    return difference;
  }

  /** The elements that are chosen, 0 for the others. */
  static double[] only(boolean[] chosen, double[] a) {
    double[] only = new double[a.length];
    for (int i = 0; i < a.length; ++i) {
      only[i] = chosen[i] ? a[i] : 0;
    }
    return only;
  }

  static double[] negated(double[] a) {
    double[] negated = new double[a.length];
    for (int i = 0; i < a.length; ++i) {
      negated[i] = -a[i];
    }
    return negated;
  }

  /** Largest magnitude; NaN where there is one. */
  static double maxNorm(double[] a) {
    double most = 0;
    for (double v : a) {
      most = Math.max(most, Math.abs(v));
    }
    return most;
  }
}
