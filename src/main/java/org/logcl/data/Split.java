package org.logcl.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.logcl.error.InputException;

/**
 * Rows divided into training and validation, each class in about the same proportion. A function of
 * the targets, the fraction and the seed alone: it never changes with machine, JDK or version.
 */
public final class Split {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private final int[] training;
  private final int[] validation;

  private Split(int[] training, int[] validation) {
    this.training = training;
    this.validation = validation;
  }

  /**
   * Sets apart about {@code fraction} of the rows of every class, chosen by a hash of seed and row.
   * Of each class at least one row stays in training, so a class with one row is never validated.
   *
   * @param data rows with targets; labels that go together are no classes, and all rows alike then
   * @param fraction the share for validation, over 0 and under 1
   * @param seed any number
   * @throws InputException if the fraction is out of range or one side would be empty
   */
  public static Split stratified(Dataset data, double fraction, long seed) {
    requireFraction(fraction);
    boolean alike = data.targetKind() == TargetKind.LABELS;
    int[] targets = alike ? new int[data.rows()] : data.targets();
    int[] sizes = new int[alike ? 1 : data.labels().count()];
    for (int target : targets) {
      sizes[target]++;
    }
    int[] quotas = quotas(sizes, fraction, data.rows());
    boolean[] chosen = choose(targets, sizes, quotas, seed);
    int[] training = IntStream.range(0, chosen.length).filter(i -> !chosen[i]).toArray();
    int[] validation = IntStream.range(0, chosen.length).filter(i -> chosen[i]).toArray();
    if (validation.length == 0) {
      throw new InputException(
          String.format(
              "A validation fraction of %s leaves no validation rows: %d rows in %d classes, of"
                  + " which each keeps at least one for training; give more rows or a larger"
                  + " fraction",
              fraction, data.rows(), Arrays.stream(sizes).filter(size -> size > 0).count()));
    }
    return new Split(training, validation);
  }

  /**
   * Checks a fraction by itself, before there are data.
   *
   * @throws InputException if it is out of range
   */
  public static void requireFraction(double fraction) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new InputException(
          "The validation fraction is " + fraction + "; it must be over 0 and under 1");
    }
  }

  /** Indices of the training rows, ascending; a copy. */
  public int[] training() {
    return training.clone();
  }

  /** Indices of the validation rows, ascending; a copy. */
  public int[] validation() {
    return validation.clone();
  }

  /**
   * Validation rows of each class: the whole part of its share, then one more for the classes with
   * the largest remainders until the total is right. Rounding class by class would leave a fifth of
   * many two-row classes at none at all.
   */
  private static int[] quotas(int[] sizes, double fraction, int rows) {
    int[] quotas = new int[sizes.length];
    double[] remainders = new double[sizes.length];
    long left = Math.round(rows * fraction);
    for (int c = 0; c < sizes.length; c++) {
      double share = sizes[c] * fraction;
      quotas[c] = (int) share; // under the class's size, as the fraction is under 1
      remainders[c] = share - (int) share;
      left -= quotas[c];
    }
    int[] byRemainder =
        IntStream.range(0, sizes.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer c) -> -remainders[c]))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int c : byRemainder) {
      if (left > 0 && quotas[c] < sizes[c] - 1) {
        quotas[c]++;
        left--;
      }
    }
    return quotas;
  }

  /** In each class the quota's number of rows with the smallest hashes. */
  private static boolean[] choose(int[] targets, int[] sizes, int[] quotas, long seed) {
    long[][] hashes = new long[sizes.length][];
    Arrays.setAll(hashes, c -> new long[sizes[c]]);
    int[] filled = new int[sizes.length];
    for (int row = 0; row < targets.length; row++) {
      hashes[targets[row]][filled[targets[row]]++] = hash(seed, row);
    }
    boolean[] chosen = new boolean[targets.length];
    for (long[] ofClass : hashes) {
      Arrays.sort(ofClass);
    }
    for (int row = 0; row < targets.length; row++) {
      int c = targets[row];
      // Hashes of a seed are distinct, so "below the quota-th" picks exactly the quota.
      chosen[row] = quotas[c] > 0 && hash(seed, row) <= hashes[c][quotas[c] - 1];
    }
    return chosen;
  }

  /**
   * The row-th output of SplitMix64 (Steele, Lea, Flood 2014) from a scrambled seed; one-to-one in
   * the row.
   */
  static long hash(long seed, int row) {
    return mix(mix(seed) + row * GOLDEN_GAMMA);
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
