package org.logcl.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.tribuo.Example;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.optimisers.SGD;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Tribuo's mini-batch SGD: one thread, double precision, softmax over the classes (two logits for
 * two classes, which is the sigmoid head at twice the rate). The whole call to train counts,
 * divided by the epochs where an epoch is asked for: Tribuo does not tell them apart.
 */
final class TribuoTraining implements Contestant {
  // Held, because the logging of an unreferenced logger is switched on again.
  private static final Logger LOGGER = Logger.getLogger("org.tribuo");

  private final Problem problem;
  private final Descent descent;
  private final MutableDataset<Label> rows;

  TribuoTraining(Problem problem, Descent descent) {
    LOGGER.setLevel(Level.OFF);
    this.problem = problem;
    this.descent = descent;
    String[] names =
        IntStream.range(0, problem.features())
            .mapToObj(d -> String.format("x%05d", d)) // sorted, as Tribuo wants them
            .toArray(String[]::new);
    LabelFactory factory = new LabelFactory();
    List<Example<Label>> examples = new ArrayList<>();
    for (int i = 0; i < problem.rows(); ++i) {
      double[] values = new double[problem.features()];
      for (int d = 0; d < values.length; ++d) {
        values[d] = problem.x()[i * values.length + d];
      }
      examples.add(new ArrayExample<>(new Label(Integer.toString(problem.y()[i])), names, values));
    }
    rows = new MutableDataset<>(examples, new SimpleDataSourceProvenance("rows", factory), factory);
  }

  @Override
  public String name() {
    return "Tribuo";
  }

  @Override
  public double seconds() {
    return descent.counted(Contestant.time(() -> train(true)));
  }

  @Override
  public Optional<Answer> answer() {
    LinearSGDModel model = train(false);
    DenseMatrix all = model.getWeightsCopy();
    ImmutableOutputInfo<Label> labels = model.getOutputIDInfo();
    int classes = problem.classes();
    double[] softmax = new double[(problem.features() + 1) * classes];
    for (int c = 0; c < classes; ++c) {
      int row = labels.getID(new Label(Integer.toString(c)));
      for (int d = 0; d <= problem.features(); ++d) {
        softmax[d * classes + c] = all.get(row, d);
      }
    }
    if (!problem.isSigmoid()) {
      return Optional.of(Answer.ofAccuracy(problem.accuracy(softmax)));
    }
    double[] sigmoid = new double[problem.features() + 1];
    for (int d = 0; d < sigmoid.length; ++d) {
      sigmoid[d] = softmax[2 * d + 1] - softmax[2 * d];
    }
    return Optional.of(Answer.ofAccuracy(problem.accuracy(sigmoid)));
  }

  private LinearSGDModel train(boolean shuffled) {
    // Its step is larger than the rate times the batch's mean gradient by the square of the batch:
    // with this rate its parameters come out like ours, apart from a short last batch.
    double rate = descent.rate() / ((double) descent.batch() * descent.batch());
    LinearSGDTrainer trainer =
        new LinearSGDTrainer(
            new LogMulticlass(),
            SGD.getSimpleSGD(rate),
            descent.epochs(),
            -1, // no logging
            descent.batch(),
            1L);
    trainer.setShuffle(shuffled);
    return trainer.train(rows);
  }
}
