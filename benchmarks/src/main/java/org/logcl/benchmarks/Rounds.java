package org.logcl.benchmarks;

import java.util.Arrays;
import java.util.List;

/**
 * Times contestants in turn, round by round, because a machine's speed drifts by more than they
 * differ: only what was measured within one round is compared.
 *
 * @param rounds how many
 * @param turnSeconds least time of a turn; short work is repeated to fill it
 * @param warmSeconds least time of running in; 0 for none
 */
record Rounds(int rounds, double turnSeconds, double warmSeconds) {
  // OpenMP's threads spin for some milliseconds after their work: they would run into the next
  // contestant's turn.
  private static final long PAUSE_MS = 20;

  // So many calls in the time of running in are short ones, and made of much code rather than of
  // long
  // loops: the JIT compiler needs more of them.
  private static final int SHORT_CALLS = 500;

  /**
   * Runs all rounds.
   *
   * @return seconds, [contestant][round]
   */
  double[][] run(List<Contestant> contestants) {
    if (warmSeconds > 0) {
      contestants.forEach(this::warm);
    }
    System.gc();
    double[][] seconds = new double[contestants.size()][rounds];
    for (int round = 0; round < rounds; ++round) {
      for (int i = 0; i < contestants.size(); ++i) {
        pause();
        seconds[i][round] = turn(contestants.get(i));
      }
    }
    return seconds;
  }

  private void warm(Contestant contestant) {
    long start = System.nanoTime();
    int calls = 0;
    do {
      contestant.seconds();
      ++calls;
    } while (secondsSince(start) < warmSeconds
        || calls < 2
        || (calls > SHORT_CALLS && secondsSince(start) < 3 * warmSeconds));
  }

  /** Mean of the calls of one turn; the first of many is left out, it finds the caches cold. */
  private double turn(Contestant contestant) {
    long start = System.nanoTime();
    double first = contestant.seconds();
    if (secondsSince(start) > turnSeconds / 4) {
      return first;
    }
    double sum = 0;
    int calls = 0;
    while (secondsSince(start) < turnSeconds) {
      sum += contestant.seconds();
      ++calls;
    }
    return sum / calls;
  }

  /** The middle value. */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) * 1e-9;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted between two rounds.", e);
    }
  }
}
