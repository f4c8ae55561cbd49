package org.logcl.benchmarks;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a contestant computed, to see that all of them measure the same thing.
 *
 * @param loss mean log loss at the given parameters, in nats
 * @param values gradient, or trained parameters: [features + 1][logits], the intercepts last; empty
 *     where another algorithm does the same job
 * @param accuracy share of the rows that the trained model gets right
 */
record Answer(OptionalDouble loss, double[] values, OptionalDouble accuracy) {
  private static final double LOSS = 1e-4;
  private static final double VALUES = 2e-3;
  private static final double ACCURACY = 0.03;

  /** Loss and gradient. */
  static Answer ofPass(double loss, double[] gradient) {
    return new Answer(OptionalDouble.of(loss), gradient, OptionalDouble.empty());
  }

  /** Trained parameters. */
  static Answer ofTraining(double[] parameters, double accuracy) {
    return new Answer(OptionalDouble.empty(), parameters, OptionalDouble.of(accuracy));
  }

  /** Trained parameters, of which only the objective counts. */
  static Answer ofParameters(double[] parameters) {
    return new Answer(OptionalDouble.empty(), parameters, OptionalDouble.empty());
  }

  /** The accuracy of a model that another algorithm trained. */
  static Answer ofAccuracy(double accuracy) {
    return new Answer(OptionalDouble.empty(), new double[0], OptionalDouble.of(accuracy));
  }

  /**
   * In what this differs from ours by more than float32 sums in another order do: 1e-4 of the loss,
   * 2e-3 of the largest value, 0.03 of accuracy.
   *
   * @return empty where they agree
   */
  Optional<String> differenceFrom(Answer ours) {
    if (loss.isPresent()) {
      double error = Math.abs(loss.getAsDouble() - ours.loss.orElseThrow());
      if (!(error <= LOSS * Math.abs(ours.loss.getAsDouble()))) {
        return Optional.of("loss " + loss.getAsDouble() + ", not " + ours.loss.getAsDouble());
      }
    }
    if (values.length > 0) {
      return valueDifference(ours);
    }
    if (!(Math.abs(accuracy.orElseThrow() - ours.accuracy.orElseThrow()) <= ACCURACY)) {
      return Optional.of(
          "accuracy " + accuracy.getAsDouble() + ", not " + ours.accuracy.getAsDouble());
    }
    return Optional.empty();
  }

  private Optional<String> valueDifference(Answer ours) {
    if (values.length != ours.values.length) {
      return Optional.of(values.length + " values, not " + ours.values.length);
    }
    double largest = 0;
    for (double value : ours.values) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < values.length; ++i) {
      if (!(Math.abs(values[i] - ours.values[i]) <= VALUES * largest)) {
        return Optional.of("value " + i + " is " + values[i] + ", not " + ours.values[i]);
      }
    }
    return Optional.empty();
  }
}
