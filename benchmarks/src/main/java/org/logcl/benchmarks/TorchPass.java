package org.logcl.benchmarks;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Optional;
import java.util.function.Supplier;

/** PyTorch's loss and gradient at given parameters, by autograd or by hand, whichever is faster. */
final class TorchPass implements Contestant {
  private final NDManager manager;
  private final TorchHead head;
  private final NDArray x;
  private final NDArray y;
  private final NDArray oneHot;
  private final NDArray w;
  private final NDArray b;
  private final NDArray wLearnt;
  private final NDArray bLearnt;
  private boolean byHand;

  TorchPass(Problem problem) {
    manager = Torch.manager();
    int logits = problem.logits();
    head = new TorchHead(logits);
    x = manager.create(problem.x(), new Shape(problem.rows(), problem.features()));
    y = head.targets(manager, problem.y());
    oneHot = logits == 1 ? null : manager.create(problem.y()).oneHot(logits, DataType.FLOAT32);
    Shape wShape =
        logits == 1 ? new Shape(problem.features()) : new Shape(problem.features(), logits);
    Shape bShape = logits == 1 ? new Shape() : new Shape(logits);
    w = manager.create(problem.weights(), wShape);
    b = manager.create(problem.bias(), bShape);
    wLearnt = manager.create(problem.weights(), wShape);
    bLearnt = manager.create(problem.bias(), bShape);
    wLearnt.setRequiresGradient(true);
    bLearnt.setRequiresGradient(true);
  }

  @Override
  public String name() {
    return "PyTorch (DJL" + (byHand ? ", by hand)" : ", autograd)");
  }

  @Override
  public void chooseBest() {
    double[] best = {Double.MAX_VALUE, Double.MAX_VALUE};
    for (int i = 0; i < 3; ++i) {
      byHand = false;
      best[0] = Math.min(best[0], seconds());
      byHand = true;
      best[1] = Math.min(best[1], seconds());
    }
    byHand = best[1] < best[0];
  }

  @Override
  public double seconds() {
    return Contestant.time(() -> pass(() -> null));
  }

  @Override
  public Optional<Answer> answer() {
    return Optional.of(
        pass(
            () -> {
              float[] weights = result.get(1).toFloatArray();
              float[] bias = result.get(2).toFloatArray();
              return Answer.ofPass(
                  result.get(0).getFloat(), LogclTraining.parameters(weights, bias));
            }));
  }

  private NDList result;

  private <T> T pass(Supplier<T> use) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      if (byHand) {
        result = head.byHand(x, w, b, y, oneHot);
      } else {
        try (GradientCollector collector = Engine.getEngine(Torch.NAME).newGradientCollector()) {
          NDArray loss = head.loss(head.logits(x, wLearnt, bLearnt), y);
          collector.backward(loss);
          result = new NDList(loss, wLearnt.getGradient(), bLearnt.getGradient());
        }
      }
      result.get(0).getFloat();
      T used = use.get();
      if (!byHand) {
        // Gradients add up from call to call.
        result.get(1).muli(0);
        result.get(2).muli(0);
      }
      return used;
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
