package org.logcl.benchmarks;

import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import smile.classification.LogisticRegression;
import smile.util.IntSet;

/**
 * Smile's online logistic regression: one thread, double precision, a step for every row, since it
 * has no mini-batches. Its rate is a batch's share of ours, which takes the parameters about as
 * far.
 */
final class SmileTraining implements Contestant {
  private final Problem problem;
  private final Descent descent;
  private final double[][] x;

  SmileTraining(Problem problem, Descent descent) {
    this.problem = problem;
    this.descent = descent;
    x = new double[problem.rows()][problem.features()];
    for (int i = 0; i < x.length; ++i) {
      for (int d = 0; d < x[i].length; ++d) {
        x[i][d] = problem.x()[i * x[i].length + d];
      }
    }
  }

  @Override
  public String name() {
    return "Smile (batch 1)";
  }

  @Override
  public double seconds() {
    return descent.counted(Contestant.time(this::train));
  }

  @Override
  public Optional<Answer> answer() {
    LogisticRegression model = train();
    long correct =
        IntStream.range(0, x.length).filter(i -> model.predict(x[i]) == problem.y()[i]).count();
    return Optional.of(Answer.ofAccuracy((double) correct / x.length));
  }

  private LogisticRegression train() {
    int features = problem.features();
    IntSet labels = IntSet.of(problem.classes());
    LogisticRegression model =
        problem.isSigmoid()
            ? new LogisticRegression.Binomial(new double[features + 1], 0, 0, labels)
            : new LogisticRegression.Multinomial(
                new double[problem.logits() - 1][features + 1], 0, 0, labels);
    model.setLearningRate(descent.rate() / descent.batch());
    Random random = new Random(1);
    int[] order = IntStream.range(0, x.length).toArray();
    for (int epoch = 0; epoch < descent.epochs(); ++epoch) {
      for (int i = order.length - 1; i >= 0; --i) {
        int j = random.nextInt(i + 1);
        int row = order[j];
        order[j] = order[i];
        order[i] = row;
        model.update(x[row], problem.y()[row]);
      }
    }
    return model;
  }
}
