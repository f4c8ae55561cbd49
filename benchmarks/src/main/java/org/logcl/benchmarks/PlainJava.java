package org.logcl.benchmarks;

import java.util.Optional;
import java.util.Random;

/**
 * The article's loop as a Java programmer writes it who wants it fast and needs no library: floats,
 * one thread, the running loss and accuracy of each epoch.
 */
final class PlainJava implements Contestant {
  private final Problem problem;
  private final Descent descent;
  // The results of the last training, so that no loop is found to be for nothing.
  private double lastLoss;
  private int lastCorrect;

  PlainJava(Problem problem, Descent descent) {
    this.problem = problem;
    this.descent = descent;
  }

  @Override
  public String name() {
    return "plain Java";
  }

  @Override
  public double seconds() {
    double seconds = descent.counted(Contestant.time(() -> train(new Random(1))));
    if (!(lastLoss >= 0) || lastCorrect < 0) {
      throw new IllegalStateException("The plain loop diverged.");
    }
    return seconds;
  }

  @Override
  public Optional<Answer> answer() {
    float[] all = train(null);
    double[] parameters = LogclTraining.parameters(all, new float[0]);
    return Optional.of(Answer.ofTraining(parameters, problem.accuracy(parameters)));
  }

  /** Weights, then the intercept. Without a source of chance the rows are taken as they lie. */
  private float[] train(Random random) {
    int rows = problem.rows();
    int features = problem.features();
    float[] w = new float[features + 1];
    int[] order = new int[rows];
    for (int i = 0; i < rows; ++i) {
      order[i] = i;
    }
    for (int epoch = 0; epoch < descent.epochs(); ++epoch) {
      if (random != null) {
        shuffle(order, random);
      }
      lastLoss = 0;
      lastCorrect = 0;
      for (int from = 0; from < rows; from += descent.batch()) {
        step(w, order, from, Math.min(rows, from + descent.batch()));
      }
    }
    return w;
  }

  private void step(float[] w, int[] order, int from, int to) {
    float[] x = problem.x();
    int features = problem.features();
    float[] gradient = new float[features + 1];
    for (int k = from; k < to; ++k) {
      int row = order[k];
      int at = row * features;
      float z = w[features];
      for (int d = 0; d < features; ++d) {
        z += w[d] * x[at + d];
      }
      int y = problem.y()[row];
      float p = 1 / (1 + (float) Math.exp(-z));
      lastLoss -= Math.log(Math.max(y == 1 ? p : 1 - p, Float.MIN_NORMAL));
      lastCorrect += (z >= 0) == (y == 1) ? 1 : 0;
      float residual = p - y;
      for (int d = 0; d < features; ++d) {
        gradient[d] += residual * x[at + d];
      }
      gradient[features] += residual;
    }
    float step = descent.rate() / (to - from);
    for (int d = 0; d <= features; ++d) {
      w[d] -= step * gradient[d];
    }
  }

  private static void shuffle(int[] order, Random random) {
    for (int i = order.length - 1; i > 0; --i) {
      int j = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
  }
}
