package org.logcl.verify;

/**
 * The textbook formulas in double precision: one thread, the plainest form that is accurate, never
 * optimised. Nothing here follows a kernel's order or its way around float32.
 */
@SuppressWarnings("ArrayRecordComponent") // carries results; never compared
public final class Truth {
  private Truth() {}

  /** e^x. */
  public static double exp(double x) {
    return StrictMath.exp(x);
  }

  /** Natural logarithm; a float32 subnormal counts as 0, as LogCL defines it. */
  public static double log(double x) {
    return StrictMath.log(normal(x));
  }

  /** log(1 + x). */
  public static double log1p(double x) {
    return StrictMath.log1p(x);
  }

  /** 1 / x; a float32 subnormal counts as a zero of its sign, as LogCL defines it. */
  public static double reciprocal(double x) {
    return 1 / normal(x);
  }

  /** The square root; a magnitude below 2^-100 counts as 0, as LogCL defines it. */
  public static double sqrt(double x) {
    return Math.abs(x) < 0x1p-100 ? 0 : StrictMath.sqrt(x);
  }

  /** v without its fraction, at most 2^24 in magnitude; a NaN is -2^24, as LogCL defines it. */
  static double truncate(double v) {
    double inside = Double.isNaN(v) ? -0x1p24 : Math.max(-0x1p24, Math.min(v, 0x1p24));
    return (double) (long) inside;
  }

  /** v, or 0 below 2^-40. */
  static double flush(double v) {
    return Math.abs(v) < 0x1p-40 ? 0 : v;
  }

  /** A float32 value, its subnormals as zeros of their sign. */
  static double normal(double x) {
    return Math.abs(x) < Float.MIN_NORMAL ? Math.copySign(0, x) : x;
  }

  /**
   * The logit of one class: the sum of x_d w_dc, plus b_c.
   *
   * @param params {@code features} rows of {@code stride} weights, then a row of intercepts
   */
  public static double logit(
      int features, float[] x, int at, float[] params, int stride, int column) {
    double sum = 0;
    for (int d = 0; d < features; ++d) {
      sum += (double) x[at + d] * params[d * stride + column];
    }
    return sum + params[features * stride + column];
  }

  /** 1 / (1 + e^-z). */
  public static double sigmoid(double z) {
    return 1 / (1 + exp(-z));
  }

  /** log(1 + e^z). */
  public static double softplus(double z) {
    return Math.max(z, 0) + log1p(exp(-Math.abs(z)));
  }

  /** -y log p - (1 - y) log(1 - p), of p = sigmoid(z). */
  public static double sigmoidLoss(double z, double y) {
    return y * softplus(-z) + (1 - y) * softplus(z);
  }

  /** p - y, of p = sigmoid(z), as (1 - y) p - y (1 - p). */
  public static double sigmoidResidual(double z, double y) {
    return (1 - y) * sigmoid(z) - y * sigmoid(-z);
  }

  /** -q y log p - (1 - y) log(1 - p), of p = sigmoid(z): the positive side counts q. */
  public static double sigmoidLoss(double z, double y, double q) {
    return q * y * softplus(-z) + (1 - y) * softplus(z);
  }

  /** (1 - y) p - q y (1 - p), of p = sigmoid(z). */
  public static double sigmoidResidual(double z, double y, double q) {
    return (1 - y) * sigmoid(z) - q * y * sigmoid(-z);
  }

  /**
   * The softmax of a row of logits.
   *
   * @param best the lowest class with the largest logit
   * @param e e^(z_c - z_best) for each class
   * @param rest the sum of e over all classes but the best
   * @param gap z_best - z_c for each class
   */
  public record Softmax(int best, double[] e, double rest, double[] gap) {
    /** Of the logits {@code z[at] .. z[at + classes - 1]}. */
    public static Softmax of(int classes, float[] z, int at) {
      int best = 0;
      for (int c = 1; c < classes; ++c) {
        best = z[at + c] > z[at + best] ? c : best;
      }
      double[] e = new double[classes];
      double[] gap = new double[classes];
      double rest = 0;
      for (int c = 0; c < classes; ++c) {
        gap[c] = (double) z[at + best] - z[at + c];
        e[c] = exp(-gap[c]);
        rest += c == best ? 0 : e[c];
      }
      return new Softmax(best, e, rest, gap);
    }

    /** p_c. */
    public double probability(int c) {
      return e[c] / (1 + rest);
    }

    /** 1 - p_c; for the best class without the subtraction, which would lose all digits. */
    public double complement(int c) {
      return c == best ? rest / (1 + rest) : 1 - probability(c);
    }

    /** -log p_c. */
    public double loss(int c) {
      return gap[c] + log1p(rest);
    }
  }

  /** sum_c y_c (log(sum_j e^z_j) - z_c). */
  public static double softmaxLoss(double[] z, double[] y) {
    double top = z[0];
    for (double value : z) {
      top = Math.max(top, value);
    }
    double sum = 0;
    double mass = 0;
    double gaps = 0;
    for (int c = 0; c < z.length; ++c) {
      sum += exp(z[c] - top);
      mass += y[c];
      gaps += y[c] * (top - z[c]);
    }
    return gaps + mass * StrictMath.log(sum);
  }

  /** Binary log loss of a probability, each logarithm at least -100. */
  public static double probabilityLoss(double p, double y) {
    double certain = Math.max(log(p), -100);
    double other = Math.max(log1p(-normal(p)), -100);
    return -(y * certain + (1 - y) * other);
  }

  /** Its derivative by the probability, p (1 - p) at least 1e-12. */
  public static double probabilityGradient(double p, double y) {
    double q = normal(p);
    return (q - y) / Math.max(q * (1 - q), 1e-12);
  }

  /**
   * Velocity and parameter after one step of gradient descent.
   *
   * @param velocity momentum * velocity + gradient / weight + l2 * w
   * @param parameter w - rate * velocity
   */
  public record Step(double velocity, double parameter) {
    /** One step. */
    public static Step of(
        double gradient,
        double inverseWeight,
        double l2,
        double momentum,
        double rate,
        double velocity,
        double w) {
      double next = momentum * velocity + gradient * inverseWeight + l2 * w;
      return new Step(next, w - rate * next);
    }
  }
}
