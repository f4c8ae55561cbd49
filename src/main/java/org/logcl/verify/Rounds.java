package org.logcl.verify;

import java.time.Duration;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.logcl.kernel.Backend;
import org.logcl.numerics.SplitMix;

/** Runs checks, in rounds of new inputs where time is left. */
public final class Rounds {
  private Rounds() {}

  /**
   * Rounds of checks until the time is used; the first is always whole. Messages name the seed of
   * the inputs, so that one round shows a failure again.
   *
   * @param round the checks on inputs of one seed
   * @param seed of the first round, and of the seeds of all others
   */
  public static Report run(
      Backend device,
      LongFunction<List<Check>> round,
      long seed,
      Duration budget,
      Listener listener) {
    return run(device, round, seed, budget.toNanos(), System::nanoTime, listener);
  }

  static Report run(
      Backend device,
      LongFunction<List<Check>> round,
      long seed,
      long budgetNanos,
      LongSupplier clock,
      Listener listener) {
    long start = clock.getAsLong();
    SplitMix seeds = new SplitMix(seed);
    Trial trial = new Trial(device, listener);
    int rounds = 0;
    long current = seed;
    do {
      listener.round(rounds + 1, current);
      trial.begin(current);
      List<Check> checks = round.apply(current);
      boolean whole = true;
      for (int i = 0; i < checks.size() && whole; ++i) {
        run(trial, checks, i, listener);
        boolean last = i == checks.size() - 1;
        whole = rounds == 0 || last || clock.getAsLong() - start < budgetNanos;
      }
      rounds += whole ? 1 : 0;
      current = seeds.next() >>> 32; // short enough to type
    } while (clock.getAsLong() - start < budgetNanos);
    return report(trial, rounds, listener);
  }

  /** One round of these checks. */
  static Report once(Backend device, List<Check> checks, Listener listener) {
    Trial trial = new Trial(device, listener);
    for (int i = 0; i < checks.size(); ++i) {
      run(trial, checks, i, listener);
    }
    return report(trial, 1, listener);
  }

  private static void run(Trial trial, List<Check> checks, int i, Listener listener) {
    trial.throwIfInterrupted();
    listener.check(i + 1, checks.size(), checks.get(i).what());
    checks.get(i).run(trial);
  }

  private static Report report(Trial trial, int rounds, Listener listener) {
    List<Stage> stages = trial.results();
    stages.forEach(listener::stage);
    return new Report(trial.device.device(), trial.device.driver(), rounds, stages);
  }
}
