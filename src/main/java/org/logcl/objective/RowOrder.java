package org.logcl.objective;

import java.util.Optional;
import org.logcl.numerics.Permutation;

/** In which order epochs take the rows. */
public final class RowOrder {
  private static final RowOrder AS_THEY_LIE = new RowOrder(Optional.empty(), 0, false);

  private final Optional<int[]> given;
  private final long seed;
  private final boolean shuffled;

  private RowOrder(Optional<int[]> given, long seed, boolean shuffled) {
    this.given = given;
    this.seed = seed;
    this.shuffled = shuffled;
  }

  /** The rows as they lie. */
  public static RowOrder asTheyLie() {
    return AS_THEY_LIE;
  }

  /** Row numbers by position, every row once: the order of a single epoch. */
  public static RowOrder given(int[] positions) {
    return new RowOrder(Optional.of(positions), 0, false);
  }

  /** Another shuffle each epoch, see {@link Permutation}; the device computes it. */
  public static RowOrder shuffled(long seed) {
    return new RowOrder(Optional.empty(), seed, true);
  }

  boolean isShuffled() {
    return shuffled;
  }

  boolean isAsTheyLie() {
    return !shuffled && given.isEmpty();
  }

  /** Keys of some epochs, one after the other. */
  int[] keys(int firstEpoch, int epochs) {
    int[] keys = new int[Permutation.ROUNDS * epochs];
    for (int i = 0; i < epochs; ++i) {
      System.arraycopy(
          Permutation.keys(seed, firstEpoch + i),
          0,
          keys,
          Permutation.ROUNDS * i,
          Permutation.ROUNDS);
    }
    return keys;
  }

  /** Row numbers by position of one epoch, on the host; null for the rows as they lie. */
  int[] positions(int epoch, int rows) {
    if (!shuffled) {
      return given.orElse(null);
    }
    int[] order = new int[rows];
    Permutation.fill(Permutation.keys(seed, epoch), 0, order);
    return order;
  }
}
