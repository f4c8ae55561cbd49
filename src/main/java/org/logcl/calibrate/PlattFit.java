package org.logcl.calibrate;

/**
 * Newton's method with backtracking: Lin, Lin and Weng (2007), "A note on Platt's probabilistic
 * outputs for support vector machines", algorithm 1, with row weights, and run to the limit of
 * double precision.
 */
final class PlattFit {
  private static final int MOST_STEPS = 100;
  // Added to the diagonal, so that constant scores do not make the Hessian singular.
  private static final double RIDGE = 1e-12;
  private static final double LEAST_STEP = 1e-10;
  private static final double ENOUGH = 1e-13;

  private final double[] scores;
  private final double[] targets;
  private final double[] weights;
  private double a;
  private double b;
  private double gradientA;
  private double gradientB;
  private double scaleA;
  private double scaleB;
  private double hessianAa;
  private double hessianAb;
  private double hessianBb;

  PlattFit(double[] scores, boolean[] positive, double[] weights) {
    this.scores = scores;
    this.weights = weights;
    targets = new double[scores.length];
    double yes = 0;
    double no = 0;
    for (int i = 0; i < scores.length; ++i) {
      yes += positive[i] ? weights[i] : 0;
      no += positive[i] ? 0 : weights[i];
    }
    for (int i = 0; i < scores.length; ++i) {
      targets[i] = positive[i] ? (yes + 1) / (yes + 2) : 1 / (no + 2);
    }
    b = StrictMath.log((no + 1) / (yes + 1));
  }

  PlattScaling run() {
    double loss = loss(a, b);
    for (int step = 0; step < MOST_STEPS; ++step) {
      derivatives();
      if (Math.abs(gradientA) <= ENOUGH * scaleA && Math.abs(gradientB) <= ENOUGH * scaleB) {
        break;
      }
      double determinant = hessianAa * hessianBb - hessianAb * hessianAb;
      double stepA = -(hessianBb * gradientA - hessianAb * gradientB) / determinant;
      double stepB = -(hessianAa * gradientB - hessianAb * gradientA) / determinant;
      double descent = gradientA * stepA + gradientB * stepB;
      double size = 1;
      double next = loss(a + stepA, b + stepB);
      while (!(next < loss + 1e-4 * size * descent) && size >= LEAST_STEP) {
        size /= 2;
        next = loss(a + size * stepA, b + size * stepB);
      }
      if (size < LEAST_STEP) {
        // The loss no longer tells the points apart; a last whole step may still sharpen them.
        if (Math.abs(gradientA) <= 1e-6 * scaleA && Math.abs(gradientB) <= 1e-6 * scaleB) {
          a += stepA;
          b += stepB;
        }
        break;
      }
      a += size * stepA;
      b += size * stepB;
      loss = next;
    }
    return new PlattScaling(a, b);
  }

  /** Log loss against the smoothed targets, without cancellation on either side. */
  private double loss(double slope, double intercept) {
    double sum = 0;
    for (int i = 0; i < scores.length; ++i) {
      double z = slope * scores[i] + intercept;
      double linear = (z >= 0 ? targets[i] : targets[i] - 1) * z;
      sum += weights[i] * (linear + StrictMath.log1p(StrictMath.exp(-Math.abs(z))));
    }
    return sum;
  }

  private void derivatives() {
    gradientA = 0;
    gradientB = 0;
    scaleA = 0;
    scaleB = 0;
    hessianAa = RIDGE;
    hessianAb = 0;
    hessianBb = RIDGE;
    for (int i = 0; i < scores.length; ++i) {
      double z = a * scores[i] + b;
      double e = StrictMath.exp(-Math.abs(z));
      double p = (z >= 0 ? e : 1) / (1 + e);
      double curve = weights[i] * (e / ((1 + e) * (1 + e)));
      double residual = weights[i] * (targets[i] - p);
      gradientA += residual * scores[i];
      gradientB += residual;
      scaleA += weights[i] * Math.abs(scores[i]);
      scaleB += weights[i];
      hessianAa += curve * scores[i] * scores[i];
      hessianAb += curve * scores[i];
      hessianBb += curve;
    }
  }
}
