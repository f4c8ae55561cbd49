package org.logcl.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
import org.logcl.data.Dataset;
import org.logcl.kernel.Backend;

/** Looks for the crossover among powers of two, by halving, then between the last two. */
final class CrossoverSearch {
  static final int FEATURES = 20;
  private static final int EPOCHS = 10;
  private static final int LEAST_EXPONENT = 6;
  private static final int ROUNDS = 5;

  private final Backend device;
  private final Backend reference;
  private final int batchRows;
  private final double roundSeconds;
  // How often faster than the reference, by exponent.
  private final Map<Integer, Double> known = new HashMap<>();

  CrossoverSearch(Backend device, Backend reference, int batchRows, double roundSeconds) {
    this.device = device;
    this.reference = reference;
    this.batchRows = batchRows;
    this.roundSeconds = roundSeconds;
  }

  Crossover run(int mostRows) {
    OptionalInt rows = find(this::ratio, LEAST_EXPONENT, exponent(mostRows));
    return new Crossover(FEATURES, EPOCHS, batchRows, rows, 1 << exponent(mostRows));
  }

  private static int exponent(int rows) {
    return 31 - Integer.numberOfLeadingZeros(rows);
  }

  /**
   * Where a ratio that grows with the rows passes 1.
   *
   * @param ratio by the exponent of the rows
   * @return the rows: 0 where it is over 1 from the start, empty where it never gets there
   */
  static OptionalInt find(IntToDoubleFunction ratio, int least, int most) {
    if (ratio.applyAsDouble(least) >= 1) {
      return OptionalInt.of(0);
    }
    if (ratio.applyAsDouble(most) < 1) {
      return OptionalInt.empty();
    }
    int low = least;
    int high = most;
    while (high - low > 1) {
      int middle = (low + high) / 2;
      if (ratio.applyAsDouble(middle) < 1) {
        low = middle;
      } else {
        high = middle;
      }
    }
    // A straight line between the logarithms.
    double below = Math.log(ratio.applyAsDouble(low));
    double above = Math.log(ratio.applyAsDouble(high));
    return OptionalInt.of(rounded(Math.pow(2, low - below / (above - below))));
  }

  private static int rounded(double rows) {
    int unit = 1;
    while (rows / unit >= 100) {
      unit *= 10;
    }
    return (int) Math.round(rows / unit) * unit;
  }

  private double ratio(int exponent) {
    return known.computeIfAbsent(exponent, this::measured);
  }

  private double measured(int exponent) {
    Workload load =
        new Workload("crossover", 1 << exponent, FEATURES, 2, batchRows, EPOCHS, Workload.STEPS);
    Dataset rows = load.dataset();
    try (Contender ours = Contender.of(device, load, rows);
        Contender theirs = Contender.of(reference, load, rows)) {
      int ourTimes = ours.timesToFill(roundSeconds);
      int theirTimes = theirs.timesToFill(roundSeconds);
      Samples ratios = new Samples();
      for (int i = 0; i < ROUNDS; ++i) {
        Bench.checkInterrupt();
        double our = ours.seconds(ourTimes) / ourTimes;
        ratios.add(theirs.seconds(theirTimes) / theirTimes / our);
      }
      return ratios.median();
    }
  }
}
