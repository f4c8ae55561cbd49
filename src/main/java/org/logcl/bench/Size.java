package org.logcl.bench;

/**
 * How much to measure.
 *
 * @param bytes of the largest feature matrix; less is taken where the device or Java's heap has
 *     less
 * @param rounds of each case at most, each with its limit and, where there is time, the reference
 * @param roundSeconds least time of a round: short work is repeated to fill it
 * @param caseSeconds after which a case ends, though not before three rounds
 * @param mostRows of the search for the crossover
 */
public record Size(long bytes, int rounds, double roundSeconds, double caseSeconds, int mostRows) {
  /** Checks every value. */
  public Size {
    if (bytes < 1 << 16 || rounds < 1 || mostRows < 64) {
      throw new IllegalArgumentException(
          "A benchmark needs 64 KiB, 1 round and 64 rows or more, not "
              + bytes
              + " bytes, "
              + rounds
              + " rounds and "
              + mostRows
              + " rows.");
    }
    if (!(roundSeconds >= 0 && caseSeconds >= 0)) {
      throw new IllegalArgumentException("Times must be 0 or more.");
    }
  }

  /** Under a minute on two cores. */
  public static Size standard() {
    return new Size(256 << 20, 11, 0.02, 3, 1 << 18);
  }

  /** Under a quarter of a minute on two cores. */
  public static Size quick() {
    return new Size(64 << 20, 5, 0.01, 0.8, 1 << 15);
  }

  /** The same with a feature matrix of another size; the crossover is sought within it too. */
  public Size withBytes(long value) {
    int most = (int) Math.max(64, Math.min(mostRows, value / (CrossoverSearch.FEATURES * 4)));
    return new Size(value, rounds, roundSeconds, caseSeconds, most);
  }
}
