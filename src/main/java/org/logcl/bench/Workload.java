package org.logcl.bench;

import java.util.List;
import org.logcl.data.Dataset;
import org.logcl.kernel.Limit;
import org.logcl.kernel.Shape;

/**
 * A case: one pass over generated rows for loss and gradient, or a call to train.
 *
 * @param name of the case
 * @param rows N
 * @param features D
 * @param classes C; 2 is the sigmoid head
 * @param batchRows rows of a batch of the training; 0 for all of them, and for a single pass
 * @param epochs of the training; 0 for a single pass
 * @param limits what may bound it; the one that binds most is what its share is of
 */
record Workload(
    String name,
    int rows,
    int features,
    int classes,
    int batchRows,
    int epochs,
    List<Limit> limits) {
  /** Small steps are bound by launches, larger ones by operations. */
  static final List<Limit> STEPS = List.of(Limit.LAUNCH, Limit.FMA);

  private static final int PASS_ROWS = 1 << 14;
  private static final int EPOCH_ROWS = 12_800;

  /** The cases, with matrices of at most so many bytes. */
  static List<Workload> all(long bytes) {
    return List.of(
        pass("sigmoid pass, wide rows", rows(bytes, 512, Integer.MAX_VALUE), 512, 2, Limit.READ),
        pass(
            "sigmoid pass, narrow rows", rows(bytes / 2, 28, Integer.MAX_VALUE), 28, 2, Limit.READ),
        pass("softmax pass, few classes", rows(bytes, 512, PASS_ROWS), 512, 10, Limit.FMA),
        pass("softmax pass, many classes", rows(bytes / 8, 512, PASS_ROWS), 512, 1000, Limit.FMA),
        new Workload("mini-batches, small", rows(bytes, 10, 1000), 10, 2, 32, 10, STEPS),
        new Workload("mini-batch epoch", rows(bytes, 784, EPOCH_ROWS), 784, 10, 128, 1, STEPS));
  }

  private static Workload pass(String name, int rows, int features, int classes, Limit limit) {
    return new Workload(name, rows, features, classes, 0, 0, List.of(limit));
  }

  private static int rows(long bytes, int features, int most) {
    return (int) Math.max(64, Math.min(most, bytes / 4 / features));
  }

  /** The same with other rows. */
  Workload withRows(int value) {
    return new Workload(name, value, features, classes, batchRows, epochs, limits);
  }

  boolean isTraining() {
    return epochs > 0;
  }

  /** Its rows, generated. */
  Dataset dataset() {
    return Generated.dataset(rows, features, classes);
  }

  Shape shape() {
    return new Shape(features, classes == 2 ? 1 : classes);
  }

  /**
   * What is compared with a limit: bytes of X, read once; operations of the two matrix products; or
   * launches, two for each step.
   */
  double work(Limit limit) {
    double passes = Math.max(1, epochs);
    return switch (limit) {
      case READ -> passes * 4 * rows * features;
      case FMA -> passes * 4 * rows * features * shape().logits();
      case LAUNCH -> 2.0 * steps();
      default -> throw new IllegalArgumentException("No case is bound by " + limit + ".");
    };
  }

  /** Steps of descent. */
  long steps() {
    return batchRows == 0 ? epochs : (long) epochs * ((rows + batchRows - 1) / batchRows);
  }

  /** The unit of {@link #rate}. */
  String unit() {
    return isTraining() ? "steps/s" : limits.get(0).unit();
  }

  /** Work a second, in the unit. */
  double rate(double seconds) {
    return isTraining() ? steps() / seconds : limits.get(0).value(work(limits.get(0)), seconds);
  }
}
