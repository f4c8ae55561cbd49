package org.logcl.benchmarks;

import java.util.Arrays;
import java.util.Optional;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Shape;
import org.logcl.kernel.TwinBackend;
import org.logcl.objective.DeviceData;
import org.logcl.objective.Evaluation;
import org.logcl.objective.LinearObjective;

/** LogCL's loss and gradient at given parameters: one pass over rows that the device holds. */
final class LogclPass implements Contestant {
  private final String name;
  private final DeviceData data;
  private final LinearObjective objective;

  /**
   * Brings the rows to the device.
   *
   * @throws IllegalStateException where device and twin give different bits: nothing to time
   */
  LogclPass(String name, Backend backend, Problem problem) {
    this.name = name;
    // Two chunks and a part of a third, of either head.
    requireTwinsBits(backend, problem.first(problem.isSigmoid() ? 9001 : 1601));
    Shape shape = new Shape(problem.features(), problem.logits());
    data = new DeviceData(backend, shape, problem.rows(), problem.x(), problem.y(), null);
    objective = new LinearObjective(backend, shape, problem.rows());
    objective.parameters(problem.weights(), problem.bias());
  }

  private static void requireTwinsBits(Backend backend, Problem problem) {
    try (TwinBackend twin = new TwinBackend()) {
      Evaluation expected = evaluate(twin, problem);
      Evaluation actual = evaluate(backend, problem);
      if (!expected.totals().equals(actual.totals())
          || !Arrays.equals(expected.gradient(), actual.gradient())) {
        throw new IllegalStateException(
            backend.device() + " does not give the twin's bits for " + problem + ".");
      }
    }
  }

  private static Evaluation evaluate(Backend backend, Problem problem) {
    Shape shape = new Shape(problem.features(), problem.logits());
    try (DeviceData data =
            new DeviceData(backend, shape, problem.rows(), problem.x(), problem.y(), null);
        LinearObjective objective = new LinearObjective(backend, shape, problem.rows())) {
      objective.parameters(problem.weights(), problem.bias());
      return objective.evaluate(data);
    }
  }

  @Override
  public String name() {
    return name;
  }

  /** One pass. */
  Evaluation evaluate() {
    return objective.evaluate(data);
  }

  @Override
  public double seconds() {
    return Contestant.time(this::evaluate);
  }

  @Override
  public Optional<Answer> answer() {
    Evaluation evaluation = evaluate();
    return Optional.of(Answer.ofPass(evaluation.totals().logLoss(), evaluation.gradient()));
  }

  @Override
  public void close() {
    objective.close();
    data.close();
  }
}
