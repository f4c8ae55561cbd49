package org.logcl.select;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.logcl.error.InputException;
import org.logcl.train.Penalty;
import org.logcl.train.WeightedRows;

/** The penalties to choose among, strongest first. */
public sealed interface PenaltyPath {
  /** The most penalties of a path. */
  int MOST = 1000;

  /**
   * Given ones, in any order; sorted by l1 + l2, largest first. Their coefficients alone count:
   * intercept and bounds are those of the training's options.
   */
  static PenaltyPath of(List<Penalty> penalties) {
    return new Given(penalties);
  }

  /**
   * scikit-learn's C: the penalty 1 / (C S), S the sum of the weights of the rows trained on. That
   * is another number in each fold than for all rows, as it is in {@code LogisticRegressionCV}.
   *
   * @param values of C, over 0, in any order
   * @param l1Ratio share of L1 in the penalty, from 0 to 1
   */
  static PenaltyPath ofC(List<Double> values, double l1Ratio) {
    return new InverseStrengths(values, l1Ratio);
  }

  /**
   * Penalties in equal ratios, from the strongest that is of use for all rows, and the same in all
   * folds.
   *
   * <p>With L1 the strongest is the smallest at which all weights are 0: the largest magnitude of a
   * weight's derivative of the mean loss at the {@link NullModel}, over the share of L1 (Friedman,
   * Hastie and Tibshirani 2010, section 2.5). L2 makes no weight 0, so a share under 0.01 counts as
   * 0.01 there: at that L2 penalty no weight is much over 0.01, as l2 |w| is the magnitude of the
   * derivative.
   *
   * @param count how many, from 2 to {@value #MOST}
   * @param weakest the last as a share of the first, over 0 and under 1
   * @param l1Ratio share of L1 in the penalty, from 0 to 1
   */
  static PenaltyPath geometric(int count, double weakest, double l1Ratio) {
    return new Geometric(count, weakest, l1Ratio);
  }

  /**
   * {@link #geometric} down to the usual share: 1e-4 with L1, as glmnet has it; 1e-6 for L2 alone,
   * whose strongest penalty is a hundred times as strong.
   */
  static PenaltyPath geometric(int count, double l1Ratio) {
    return geometric(count, l1Ratio > 0 ? 1e-4 : 1e-6, l1Ratio);
  }

  /**
   * The penalties for all rows.
   *
   * @param like has their intercept and bounds
   * @param steepest largest magnitude of a derivative of the mean loss at the null model; computed
   *     where it is asked for
   */
  List<Penalty> forAll(WeightedRows rows, Penalty like, DoubleSupplier steepest);

  /** The same penalties, one for one, for the training rows of a fold. */
  default List<Penalty> forFold(List<Penalty> all, WeightedRows rows) {
    return all;
  }

  /**
   * See {@link #of}.
   *
   * @param penalties strongest first
   */
  record Given(List<Penalty> penalties) implements PenaltyPath {
    /** Sorts, and refuses duplicates. */
    public Given {
      requireSize(penalties.size());
      requireDistinct(penalties);
      // Stable, so that penalties of equal sums stay as given.
      penalties =
          penalties.stream()
              .sorted(Comparator.comparingDouble((Penalty one) -> -(one.l1() + one.l2())))
              .toList();
    }

    @Override
    public List<Penalty> forAll(WeightedRows rows, Penalty like, DoubleSupplier steepest) {
      return penalties.stream().map(one -> like.withL1(one.l1()).withL2(one.l2())).toList();
    }
  }

  /**
   * See {@link #ofC}.
   *
   * @param values ascending: the penalties descend
   * @param l1Ratio share of L1
   */
  record InverseStrengths(List<Double> values, double l1Ratio) implements PenaltyPath {
    /** Sorts, and checks every value. */
    public InverseStrengths {
      requireSize(values.size());
      requireDistinct(values);
      requireRatio(l1Ratio);
      for (double value : values) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
          throw new InputException("C is " + value + "; it must be over 0.");
        }
      }
      values = values.stream().sorted().toList();
    }

    @Override
    public List<Penalty> forAll(WeightedRows rows, Penalty like, DoubleSupplier steepest) {
      double sum = rows.sum();
      return values.stream().map(value -> penalty(1 / (value * sum), l1Ratio, like)).toList();
    }

    @Override
    public List<Penalty> forFold(List<Penalty> all, WeightedRows rows) {
      return forAll(rows, all.get(0), () -> Double.NaN);
    }
  }

  /**
   * See {@link #geometric}.
   *
   * @param count how many
   * @param weakest the last as a share of the first
   * @param l1Ratio share of L1
   */
  record Geometric(int count, double weakest, double l1Ratio) implements PenaltyPath {
    private static final double LEAST_RATIO = 0.01;

    /** Checks every value. */
    public Geometric {
      if (count < 2) {
        throw new InputException("The number of penalties is " + count + "; it must be 2 or more.");
      }
      requireSize(count);
      requireRatio(l1Ratio);
      if (!(weakest > 0 && weakest < 1)) {
        throw new InputException(
            String.format(
                "The weakest penalty as a share of the strongest is %s; it must be over 0 and under 1.",
                weakest));
      }
    }

    @Override
    public List<Penalty> forAll(WeightedRows rows, Penalty like, DoubleSupplier steepest) {
      double slope = steepest.getAsDouble();
      if (!(slope > 0 && slope < Double.POSITIVE_INFINITY)) {
        throw new InputException(
            String.format(
                "There is no strongest penalty to begin with: the largest derivative of the loss by a weight is %s where all"
                    + " weights are 0. Check the features, or list the penalties.",
                slope));
      }
      // Ratios first: where L1 has a share, its first penalty is the slope itself, unrounded.
      double floored = Math.max(l1Ratio, LEAST_RATIO);
      double l1 = slope * (l1Ratio / floored);
      double l2 = slope * ((1 - l1Ratio) / floored);
      return IntStream.range(0, count)
          .mapToObj(i -> like.withL1(l1 * share(i)).withL2(l2 * share(i)))
          .toList();
    }

    private double share(int i) {
      // StrictMath: the same penalties on every machine.
      return i == 0 ? 1 : StrictMath.pow(weakest, (double) i / (count - 1));
    }
  }

  private static Penalty penalty(double whole, double l1Ratio, Penalty like) {
    return like.withL1(l1Ratio * whole).withL2((1 - l1Ratio) * whole);
  }

  private static void requireSize(int size) {
    if (size < 1 || size > MOST) {
      throw new InputException(
          String.format("The number of penalties is %d; it must be from 1 to %d.", size, MOST));
    }
  }

  private static void requireDistinct(List<?> values) {
    HashSet<Object> seen = new HashSet<>();
    for (Object value : values) {
      if (!seen.add(value)) {
        throw new InputException("A penalty is given twice: " + value + ". Leave one of them out.");
      }
    }
  }

  private static void requireRatio(double l1Ratio) {
    if (!(l1Ratio >= 0 && l1Ratio <= 1)) {
      throw new InputException("The share of L1 is " + l1Ratio + "; it must be from 0 to 1.");
    }
  }
}
