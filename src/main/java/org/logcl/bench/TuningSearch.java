package org.logcl.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.logcl.bench.Finding.Trial;
import org.logcl.bench.Finding.Verdict;
import org.logcl.data.Dataset;
import org.logcl.error.DeviceException;
import org.logcl.kernel.OpenClBackend;
import org.logcl.kernel.Tuning;

/**
 * The search of one case: a race of all values, then a second race between the usual one and the
 * best, both opened anew, twice and in the other order. Where the memory lies is worth some percent
 * of the time, the same in every round: the best one has to win with each piece of luck.
 */
final class TuningSearch {
  /** Below this ratio of times a value takes the usual one's place. */
  private static final double WORTHWHILE = 0.97;

  // Of the case's time: until then values are opened, until then they race, and so long a second
  // race may take, if need be at the cost of later cases.
  private static final double OPENING_SHARE = 0.5;
  private static final double RACE_SHARE = 0.8;
  private static final double SECOND_SHARE = 0.6;

  private final OpenClBackend device;
  private final TuningCase what;
  private final Tuning usual;
  private final long start = System.nanoTime();
  private final long nanos;
  private final long deadline;
  private final List<String> unequal = new ArrayList<>();
  private boolean complete = true;
  // Whether the second race was won by more than chance.
  private boolean mostlyFaster;

  TuningSearch(OpenClBackend device, TuningCase what, Tuning usual, long nanos, long deadline) {
    this.device = device;
    this.what = what;
    this.usual = usual;
    this.nanos = nanos;
    this.deadline = deadline;
  }

  /** A tuning on the device with the data of the case. */
  private final class Entrant implements AutoCloseable {
    final int value;
    final Contender contender;
    private final OpenClBackend backend;

    Entrant(int value, Dataset rows) {
      this.value = value;
      backend = device.openedAgain(what.knob().with(usual, value));
      try {
        contender = what.on(backend, rows);
      } catch (RuntimeException e) {
        backend.close();
        throw e;
      }
    }

    @Override
    public void close() {
      contender.close();
      backend.close();
    }
  }

  /** Whether all values were tried. */
  boolean isComplete() {
    return complete;
  }

  /** Values that gave other bits than the usual one, for people. */
  List<String> unequal() {
    return unequal;
  }

  Finding run() {
    int value = what.knob().of(usual);
    if (nanos <= 0) {
      complete = false;
      return finding(Double.NaN, List.of(), Double.NaN, Verdict.NO_TIME);
    }
    Dataset rows = what.load().dataset();
    List<Entrant> entrants = new ArrayList<>();
    List<Trial> trials = new ArrayList<>();
    double seconds;
    try {
      open(value, rows, entrants);
      Race race = Race.run(entrants.stream().map(one -> one.contender).toList(), until(RACE_SHARE));
      if (!race.isLongEnough() || entrants.size() == 1) {
        complete = false;
        return finding(race.seconds(0), List.of(), Double.NaN, Verdict.NO_TIME);
      }
      seconds = race.seconds(0);
      for (int i = 1; i < entrants.size(); ++i) {
        trials.add(new Trial(entrants.get(i).value, race.seconds(i), race.ratio(i, 0)));
      }
    } finally {
      entrants.forEach(Entrant::close);
    }
    Finding found = finding(seconds, trials, Double.NaN, Verdict.NONE_FASTER);
    Optional<Trial> best = found.best().filter(trial -> trial.ratio() < WORTHWHILE);
    if (best.isEmpty()) {
      return found;
    }
    double confirmed = confirmed(best.get().value(), value, rows);
    if (Double.isNaN(confirmed)) {
      complete = false;
      return finding(seconds, trials, confirmed, Verdict.NO_TIME);
    }
    return finding(
        seconds,
        trials,
        confirmed,
        confirmed < WORTHWHILE && mostlyFaster ? Verdict.FASTER : Verdict.NOT_CONFIRMED);
  }

  /** Opens the usual value, then the others while there is time and the device takes them. */
  private void open(int value, Dataset rows, List<Entrant> entrants) {
    entrants.add(new Entrant(value, rows));
    Object bits = entrants.get(0).contender.bits();
    long longest = 0;
    for (int other : what.others(value, device::allowsGroup)) {
      Bench.checkInterrupt();
      long begun = System.nanoTime();
      if (begun + longest - until(OPENING_SHARE) >= 0) {
        complete = false;
        return;
      }
      try {
        Entrant entrant = new Entrant(other, rows);
        entrants.add(entrant);
        if (!entrant.contender.bits().equals(bits)) {
          unequal.add(what.knob().key() + " " + other);
          entrants.remove(entrant);
          entrant.close();
        }
      } catch (DeviceException e) {
        complete = false; // a value that the device refuses, or has no memory for
      }
      longest = Math.max(longest, System.nanoTime() - begun);
    }
  }

  /** The second measurement, the worse of two pairs; NaN where there was no time for it. */
  private double confirmed(int best, int value, Dataset rows) {
    long left = deadline - System.nanoTime();
    long end = System.nanoTime() + Math.min(left, (long) (nanos * SECOND_SHARE));
    try (Entrant best1 = new Entrant(best, rows);
        Entrant usual1 = new Entrant(value, rows);
        Entrant usual2 = new Entrant(value, rows);
        Entrant best2 = new Entrant(best, rows)) {
      Race race =
          Race.run(
              List.of(usual1.contender, best1.contender, usual2.contender, best2.contender), end);
      mostlyFaster = race.isMostlyFaster(1, 0) && race.isMostlyFaster(3, 2);
      return race.isLongEnough() ? Math.max(race.ratio(1, 0), race.ratio(3, 2)) : Double.NaN;
    } catch (DeviceException e) {
      return Double.NaN; // no memory for four
    }
  }

  private long until(double share) {
    return start + (long) (nanos * share);
  }

  private Finding finding(double seconds, List<Trial> trials, double confirmed, Verdict verdict) {
    return new Finding(
        what.load().name(),
        what.knob(),
        what.knob().of(usual),
        seconds,
        trials,
        confirmed,
        verdict);
  }
}
