package org.logcl.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * L-BFGS over PyTorch's arrays as {@code torch.optim.LBFGS} does it with {@code
 * line_search_fn="strong_wolfe"}: first step, scale of the inverse Hessian, line search and what is
 * remembered are the same. The gradient is written out, the rows are PyTorch's already. It stops,
 * as LogCL does, after the iterations that come near enough. Its memory is PyTorch's 100 steps or
 * 10, whichever is faster.
 */
final class TorchLbfgs implements Contestant {
  private static final int MOST_ITERATIONS = 1000;
  private static final double LEAST_CURVATURE = 1e-10;

  private final Optimum optimum;
  private final int weights;
  private final float l2;
  private final NDManager manager;
  private final TorchHead head;
  private final NDArray x;
  private final NDArray y;
  // As TorchHead.byHand takes it.
  private final NDArray signsOrOneHot;
  private int memory = 100;
  private int iterations;
  // Iterations of the last training.
  private int done;
  // Of one training: all that outlives an evaluation.
  private NDManager kept;

  TorchLbfgs(Optimum optimum) {
    this.optimum = optimum;
    Problem problem = optimum.problem();
    manager = Torch.manager();
    int logits = problem.logits();
    head = new TorchHead(logits);
    weights = problem.features() * logits;
    l2 = 1f / problem.rows();
    x = manager.create(problem.x(), new Shape(problem.rows(), problem.features()));
    y = head.targets(manager, problem.y());
    signsOrOneHot =
        logits == 1
            ? y.mul(-2).add(1)
            : manager.create(problem.y()).oneHot(logits, DataType.FLOAT32);
    take(100);
  }

  /**
   * Takes a length of memory, and finds how many iterations come near enough: the same training
   * does not end at the same point each time, so that it must be seen a second time.
   *
   * @return whether any do
   */
  private boolean take(int steps) {
    memory = steps;
    double excess = optimum.excess(inDouble(train(MOST_ITERATIONS, true)));
    iterations = done;
    if (excess > Optimum.TOLERANCE) {
      return false;
    }
    iterations = optimum.iterations(done, parameters(done), this::parameters);
    return true;
  }

  @Override
  public String name() {
    return "PyTorch (DJL, L-BFGS of " + memory + ", " + iterations + " iterations)";
  }

  @Override
  public void chooseBest() {
    double hundred = seconds();
    int itsIterations = iterations;
    if (!take(10) || seconds() > hundred) {
      memory = 100;
      iterations = itsIterations;
    }
  }

  @Override
  public double seconds() {
    return Contestant.time(() -> train(iterations, false));
  }

  @Override
  public Optional<Answer> answer() {
    return Optional.of(Answer.ofParameters(parameters(iterations)));
  }

  private double[] parameters(int count) {
    return inDouble(train(count, false));
  }

  private static double[] inDouble(float[] parameters) {
    return LogclTraining.parameters(parameters, new float[0]);
  }

  /** A step and what the gradient changed by; r is 1 by their product. */
  private record Pair(NDArray step, NDArray change, double r) {}

  /** Trains for so many iterations, or until it is near enough. */
  private float[] train(int most, boolean untilNear) {
    try (NDManager all = manager.newSubManager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      kept = all;
      NDArray at = all.zeros(new Shape(weights + head.logits()));
      WolfeSearch.Trial<NDArray> now = evaluate(at, 0, null);
      NDArray direction = keep(now.gradient().neg());
      double first = Math.min(1, 1 / now.gradient().abs().sum().getFloat());
      Deque<Pair> pairs = new ArrayDeque<>();
      double scale = 1;
      for (done = 0; done < most; ) {
        WolfeSearch.Trial<NDArray> next = search(at, now, direction, done == 0 ? first : 1);
        if (next.length() == 0) {
          break; // float32 resolves no further step
        }
        NDArray step = keep(direction.mul((float) next.length()));
        at = keep(at.add(step));
        ++done;
        if (done == most || (untilNear && isNear(at, next.value()))) {
          break;
        }
        NDArray change = keep(next.gradient().sub(now.gradient()));
        double product = dot(change, step);
        if (product > LEAST_CURVATURE) {
          if (pairs.size() == memory) {
            pairs.removeFirst();
          }
          pairs.addLast(new Pair(step, change, 1 / product));
          scale = product / dot(change, change);
        }
        now = next;
        direction = direction(next.gradient(), pairs, scale);
      }
      return at.toFloatArray();
    }
  }

  private boolean isNear(NDArray at, double value) {
    return optimum.seemsReached(value)
        && optimum.excess(inDouble(at.toFloatArray())) <= Optimum.TOLERANCE;
  }

  private NDArray direction(NDArray gradient, Deque<Pair> pairs, double scale) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray q = gradient.neg();
      Deque<Double> shares = new ArrayDeque<>();
      for (Iterator<Pair> newest = pairs.descendingIterator(); newest.hasNext(); ) {
        Pair pair = newest.next();
        double share = dot(pair.step(), q) * pair.r();
        shares.push(share);
        q.subi(pair.change().mul((float) share));
      }
      q.muli((float) scale);
      for (Pair pair : pairs) {
        double share = shares.pop() - dot(pair.change(), q) * pair.r();
        q.addi(pair.step().mul((float) share));
      }
      return keep(q);
    }
  }

  private WolfeSearch.Trial<NDArray> search(
      NDArray at, WolfeSearch.Trial<NDArray> now, NDArray direction, double first) {
    WolfeSearch.Trial<NDArray> start =
        new WolfeSearch.Trial<>(0, now.value(), now.gradient(), dot(now.gradient(), direction));
    if (!(start.slope() < 0)) {
      return start;
    }
    double longest = direction.abs().max().getFloat();
    return new WolfeSearch<>(start, length -> evaluate(at, length, direction), longest).from(first);
  }

  /** The mean objective from some point on along a direction. */
  private WolfeSearch.Trial<NDArray> evaluate(NDArray from, double length, NDArray direction) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray at = direction == null ? from : from.add(direction.mul((float) length));
      NDList parts = at.split(new long[] {weights}, 0);
      NDArray w = parts.get(0);
      NDArray b = parts.get(1);
      boolean sigmoid = head.logits() == 1;
      NDList result =
          head.byHand(
              x,
              sigmoid ? w : w.reshape(-1, head.logits()),
              sigmoid ? b.reshape(new Shape()) : b,
              y,
              signsOrOneHot);
      NDArray gradient = result.get(1).reshape(weights).addi(w.mul(l2));
      NDArray both = keep(NDArrays.concat(new NDList(gradient, result.get(2).reshape(-1))));
      double value = result.get(0).getFloat() + (double) l2 / 2 * dot(w, w);
      double slope = direction == null ? 0 : dot(both, direction);
      return new WolfeSearch.Trial<>(length, value, both, slope);
    }
  }

  private static double dot(NDArray one, NDArray other) {
    return one.dot(other).getFloat();
  }

  private NDArray keep(NDArray array) {
    NDScope.unregister(array);
    array.attach(kept);
    return array;
  }

  @Override
  public void close() {
    manager.close();
  }
}
