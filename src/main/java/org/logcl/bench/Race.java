package org.logcl.bench;

import java.util.ArrayList;
import java.util.List;

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
  private final List<Samples> seconds = new ArrayList<>();
  private final List<Samples> ratios = new ArrayList<>();
  private int rounds;

  private Race(List<Contender> contenders) {
    this.contenders = contenders;
    for (int i = 0; i < contenders.size(); ++i) {
      seconds.add(new Samples());
      ratios.add(new Samples());
    }
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
    double[] took = new double[contenders.size()];
    while (rounds < MOST_ROUNDS && System.nanoTime() - deadline < 0) {
      Bench.checkInterrupt();
      for (int at : order(rounds, took.length)) {
        took[at] = contenders.get(at).seconds(times) / times;
      }
      for (int i = 0; i < took.length; ++i) {
        seconds.get(i).add(took[i]);
        ratios.get(i).add(took[i] / took[0]);
      }
      ++rounds;
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
    return rounds >= LEAST_ROUNDS;
  }

  /** Median seconds of one run. */
  double seconds(int contender) {
    return seconds.get(contender).median();
  }

  /** Median ratio to the first contender's time. */
  double ratio(int contender) {
    return ratios.get(contender).median();
  }
}
