package org.logcl.testing;

import java.util.Arrays;
import org.logcl.data.Dataset;

/**
 * A linear model trained as the textbook has it: one thread, doubles, every formula written out.
 * The sigmoid head is one logit, as a softmax over 0 and z. What float32 training is compared with.
 */
public final class PlainSgd {
  private final int features;
  private final int logits;
  private final double[] velocity;
  private final double[] params;

  /** Weighted loss, sum of weights and correct rows. */
  public record Sums(double loss, double weight, long correct) {
    /** Loss by weight. */
    public double mean() {
      return loss / weight;
    }
  }

  /** Starts at zeros. */
  public PlainSgd(int features, int logits) {
    this(new float[features * logits], new float[logits]);
  }

  /** Starts at weights, row-major [features][logits], and intercepts [logits]. */
  public PlainSgd(float[] weights, float[] bias) {
    logits = bias.length;
    features = weights.length / logits;
    params = new double[weights.length + logits];
    velocity = new double[params.length];
    for (int i = 0; i < params.length; ++i) {
      params[i] = i < weights.length ? weights[i] : bias[i - weights.length];
    }
  }

  /** Weights, row-major, then intercepts: the array itself. */
  public double[] params() {
    return params;
  }

  /**
   * One epoch.
   *
   * @param order row numbers by position
   * @return running sums: each row before its batch's step
   */
  public Sums epoch(
      Dataset rows, int[] order, int batchRows, double rate, double momentum, double l2) {
    double loss = 0;
    double weight = 0;
    long correct = 0;
    for (int from = 0; from < order.length; from += batchRows) {
      int[] batch = Arrays.copyOfRange(order, from, Math.min(from + batchRows, order.length));
      double[] gradient = new double[params.length];
      Sums sums = add(rows, batch, gradient);
      loss += sums.loss();
      weight += sums.weight();
      correct += sums.correct();
      for (int i = 0; i < params.length; ++i) {
        double penalty = i < features * logits ? l2 * params[i] : 0;
        velocity[i] = momentum * velocity[i] + gradient[i] / sums.weight() + penalty;
        params[i] -= rate * velocity[i];
      }
    }
    return new Sums(loss, weight, correct);
  }

  /** Sums over all rows, and the gradient of the weighted sum of losses, [features + 1][logits]. */
  public Sums add(Dataset rows, double[] gradient) {
    return add(rows, asTheyLie(rows.rows()), gradient);
  }

  /** Sums over all rows. */
  public Sums score(Dataset rows) {
    return add(rows, new double[params.length]);
  }

  private Sums add(Dataset rows, int[] batch, double[] gradient) {
    double loss = 0;
    double weight = 0;
    long correct = 0;
    for (int row : batch) {
      double s = rows.hasWeights() ? rows.weights()[row] : 1;
      int y = rows.targets()[row];
      double[] z = logits(rows, row);
      int best = 0;
      for (int c = 1; c < z.length; ++c) {
        best = z[c] > z[best] || (logits == 1 && z[c] == z[best]) ? c : best;
      }
      double top = z[best];
      double sum = 0;
      for (double v : z) {
        sum += Math.exp(v - top);
      }
      loss += s * (Math.log(sum) + top - z[y]);
      weight += s;
      correct += best == y ? 1 : 0;
      for (int c = z.length - logits; c < z.length; ++c) {
        double residual = s * (Math.exp(z[c] - top) / sum - (c == y ? 1 : 0));
        int at = c - (z.length - logits);
        for (int d = 0; d < features; ++d) {
          gradient[d * logits + at] += residual * rows.features()[row * features + d];
        }
        gradient[features * logits + at] += residual;
      }
    }
    return new Sums(loss, weight, correct);
  }

  private double[] logits(Dataset rows, int row) {
    int hidden = logits == 1 ? 1 : 0;
    double[] z = new double[hidden + logits];
    for (int c = 0; c < logits; ++c) {
      z[hidden + c] = params[features * logits + c];
      for (int d = 0; d < features; ++d) {
        z[hidden + c] += rows.features()[row * features + d] * params[d * logits + c];
      }
    }
    return z;
  }

  /** 0, 1, 2, ... */
  public static int[] asTheyLie(int rows) {
    int[] order = new int[rows];
    Arrays.setAll(order, i -> i);
    return order;
  }
}
