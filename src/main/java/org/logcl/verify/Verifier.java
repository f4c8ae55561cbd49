package org.logcl.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Elementary.Function;
import org.logcl.kernel.Shape;
import org.logcl.numerics.Canonical;
import org.logcl.numerics.SplitMix;

/** Verifies a device: every kernel against the twin and against the truth. */
public final class Verifier {
  // Values of logits, and of partial gradients, that one block of the user's rows may make.
  private static final long BLOCK = 1 << 21;

  private Verifier() {}

  /** Verifies on generated inputs. */
  public static Report run(Backend device, Options options, Listener listener) {
    return run(device, checks(options), listener);
  }

  /** The checks on generated inputs; more may be added to the list. */
  public static List<Check> checks(Options options) {
    List<Check> checks = elementaryChecks(options);
    for (Problem problem : Problems.generated(options)) {
      checks.add(new ProblemCheck(problem));
    }
    checks.add(new CombineCheck(options.tiny() ? 7 : 1000, options.seed()));
    checks.add(new ProbabilityLossCheck(options.tiny() ? 130 : 100_000, options.seed()));
    return checks;
  }

  /** The checks of canonical operations alone, one for each. */
  public static List<Check> elementaryChecks(Options options) {
    List<Check> checks = new ArrayList<>();
    for (Function function : Function.values()) {
      boolean simple = function.compareTo(Function.EXP) < 0;
      int count = simple ? Math.max(1, options.elementary() / 16) : options.elementary();
      checks.add(new ElementaryCheck(function, count, options.seed()));
    }
    return checks;
  }

  /**
   * Verifies on the user's data, every row, in blocks.
   *
   * @param shape features, and 1 logit for the sigmoid head or the number of classes
   * @param x features, row by row, as training has them
   * @param targets class of each row, 0 or 1 with the sigmoid head
   * @param weights weight of each row, or null for 1
   * @param params parameters as a backend has them, or null for random ones that suit the features
   */
  public static Report on(
      Backend device,
      Shape shape,
      float[] x,
      int[] targets,
      float[] weights,
      float[] params,
      Listener listener) {
    return run(device, checks(shape, x, targets, weights, params), listener);
  }

  /** The checks on the user's data. */
  public static List<Check> checks(
      Shape shape, float[] x, int[] targets, float[] weights, float[] params) {
    int features = shape.features();
    int total = targets.length;
    if (total == 0 || x.length != (long) total * features) {
      throw new IllegalArgumentException(
          total + " rows of " + features + " features do not fit " + x.length + " values.");
    }
    float[] used = params == null ? suitable(shape, x) : params;
    long chunksOfBlock = Math.max(1, BLOCK / shape.parameters());
    long fewest = Math.min(BLOCK / shape.stride(), chunksOfBlock * shape.chunkRows());
    int blockRows = (int) Math.max(1, Math.min(fewest, BLOCK * 8 / features));
    List<Check> checks = new ArrayList<>();
    for (int from = 0; from < total; from += Math.min(total - from, blockRows)) {
      checks.add(
          new Block(shape, x, targets, weights, used, from, Math.min(total - from, blockRows)));
    }
    return checks;
  }

  /** A block of the user's rows; copied only while it is checked. */
  @SuppressWarnings("ArrayRecordComponent") // the user's own arrays, read only
  private record Block(
      Shape shape, float[] x, int[] targets, float[] weights, float[] params, int from, int rows)
      implements Check {
    @Override
    public String what() {
      return "rows " + from + " to " + (from + rows - 1);
    }

    @Override
    public void run(Trial trial) {
      int features = shape.features();
      int[] classes = Arrays.copyOfRange(targets, from, from + rows);
      float[] weight = new float[rows];
      Arrays.fill(weight, 1);
      if (weights != null) {
        System.arraycopy(weights, from, weight, 0, rows);
      }
      // Blocks in turn as the rows lie and in a random order.
      boolean ordered = from / rows % 2 == 1;
      new ProblemCheck(
              new Problem(
                  what(),
                  shape,
                  new Positions(
                      ordered ? Problems.permutation(rows, new SplitMix(from)) : null, 0, rows),
                  Arrays.copyOfRange(x, from * features, (from + rows) * features),
                  params,
                  shape.isSigmoid() ? null : classes,
                  shape.isSigmoid() ? floats(classes) : null,
                  weight))
          .run(trial);
    }
  }

  /** Runs the checks in turn and reports every stage. */
  public static Report run(Backend device, List<Check> checks, Listener listener) {
    return Rounds.once(device, checks, listener);
  }

  /** Random parameters, each divided by the size of its feature. */
  static float[] suitable(Shape shape, float[] x) {
    int features = shape.features();
    double[] squares = new double[features];
    for (int i = 0; i < x.length; ++i) {
      squares[i % features] += (double) x[i] * x[i];
    }
    float[] params = Problems.params(shape, new SplitMix(features));
    for (int i = 0; i < shape.weights(); ++i) {
      double size = Math.sqrt(squares[i / shape.stride()] * features / x.length);
      params[i] = size == 0 ? 0 : Canonical.flush((float) (params[i] / size));
    }
    return params;
  }

  private static float[] floats(int[] values) {
    float[] result = new float[values.length];
    for (int i = 0; i < values.length; ++i) {
      result[i] = values[i];
    }
    return result;
  }
}
