package org.logcl.benchmarks;

import java.util.Optional;
import java.util.stream.IntStream;
import org.logcl.Device;
import org.logcl.data.Dataset;
import org.logcl.model.LinearModel;
import org.logcl.train.EpochReport;
import org.logcl.train.TrainingOptions;
import org.logcl.train.TrainingResult;

/** LogCL's training, as a user calls it. */
final class LogclTraining implements Contestant {
  private static final int TWIN_ROWS = 2500;

  private final String name;
  private final Device device;
  private final Problem problem;
  private final Dataset rows;
  private final Descent descent;
  private final TrainingOptions options;

  /**
   * Ready to train.
   *
   * @throws IllegalStateException where device and twin train different models: nothing to time
   */
  LogclTraining(String name, Device device, Problem problem, Descent descent) {
    this.name = name;
    this.device = device;
    this.problem = problem;
    this.descent = descent;
    rows = problem.dataset();
    options =
        TrainingOptions.defaults()
            .withEpochs(descent.epochs())
            .withBatchSize(descent.batch())
            .withLearningRate(descent.rate());
    Dataset some = problem.first(TWIN_ROWS).dataset();
    try (Device reference = Device.open("reference")) {
      if (!sha(reference, some).equals(sha(device, some))) {
        throw new IllegalStateException(device.name() + " does not train the twin's model.");
      }
    }
  }

  private String sha(Device on, Dataset some) {
    return on.train(some, options).model().modelSha256();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double seconds() {
    long start = System.nanoTime();
    TrainingResult result = device.train(rows, options);
    double call = (System.nanoTime() - start) * 1e-9;
    return descent.wholeCall()
        ? call
        : descent.counted(result.epochs().stream().mapToDouble(EpochReport::seconds).sum());
  }

  @Override
  public Optional<Answer> answer() {
    LinearModel model =
        device
            .train(
                rows, options.withBatchOrder((epoch, count) -> IntStream.range(0, count).toArray()))
            .model();
    double[] parameters = parameters(model.weights(), model.bias());
    return Optional.of(Answer.ofTraining(parameters, problem.accuracy(parameters)));
  }

  /** Weights and intercepts as one array. */
  static double[] parameters(float[] weights, float[] bias) {
    double[] all = new double[weights.length + bias.length];
    for (int i = 0; i < all.length; ++i) {
      all[i] = i < weights.length ? weights[i] : bias[i - weights.length];
    }
    return all;
  }
}
