package org.logcl.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Contenders that are timed in rounds, each once a round, and compared with the first of them
 * within the round: a machine that slows down slows all. The order turns round and moves on from
 * round to round, so that none is always measured behind the same one.
 */
final class Race {
  private static final double ROUND_SECONDS = 0.004;
  private static final double WARM_SECONDS = 0.02;
  private static final int MOST_TIMES = 100;
  private static final int MOST_ROUNDS = 15;

  /** Rounds without which there is no result. */
  static final int LEAST_ROUNDS = 5;

  private final List<Contender> contenders;
  // Seconds of a run of each, by round.
  private final List<double[]> rounds = new ArrayList<>();

  private Race(List<Contender> contenders) {
    this.contenders = contenders;
  }

  /**
   * Warms all of them up, then times them until the deadline (of {@link System#nanoTime}) or for 15
   * rounds.
   */
  static Race run(List<Contender> contenders, long deadline) {
    Race race = new Race(contenders);
    race.run(deadline);
    return race;
  }

  private void run(long deadline) {
    contenders.forEach(contender -> contender.warmUp(WARM_SECONDS));
    int times = times();
    while (rounds.size() < MOST_ROUNDS && System.nanoTime() - deadline < 0) {
      Bench.checkInterrupt();
      double[] took = new double[contenders.size()];
      for (int at : order(rounds.size(), took.length)) {
        took[at] = contenders.get(at).seconds(times) / times;
      }
      rounds.add(took);
    }
  }

  /** Runs of each in a round: short work is repeated. */
  private int times() {
    double once = contenders.get(0).seconds(1);
    return (int) Math.max(1, Math.min(MOST_TIMES, Math.ceil(ROUND_SECONDS / once)));
  }

  /** Who runs when: forwards and backwards in turn, one further every second round. */
  static int[] order(int round, int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; ++i) {
      int place = (i + round / 2) % count;
      order[i] = round % 2 == 0 ? place : count - 1 - place;
    }
    return order;
  }

  /** Whether there were rounds enough for a result. */
  boolean isLongEnough() {
    return rounds.size() >= LEAST_ROUNDS;
  }

  /** Median seconds of one run. */
  double seconds(int contender) {
    return median(took -> took[contender]);
  }

  /** Median, over the rounds, of the ratio of two contenders' times. */
  double ratio(int contender, int to) {
    return median(took -> took[contender] / took[to]);
  }

  /** Whether one was faster than another in three rounds of four. */
  boolean isMostlyFaster(int contender, int than) {
    long faster = rounds.stream().filter(took -> took[contender] < took[than]).count();
    return 4 * faster >= 3L * rounds.size();
  }

  private double median(ToDoubleFunction<double[]> figure) {
    Samples samples = new Samples();
    rounds.forEach(took -> samples.add(figure.applyAsDouble(took)));
    return samples.median();
  }
}
