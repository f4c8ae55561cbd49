package org.logcl.bench;

import java.util.ArrayList;
import java.util.List;
import org.logcl.kernel.OpenClBackend;
import org.logcl.kernel.Tuning;

/**
 * A short search for a device's fastest tuning: for each class of shapes the knob that matters to
 * it, against the shipped value. Every value has given the shipped one's bits before it is timed.
 */
public final class Tuner {
  private Tuner() {}

  /**
   * What the search found.
   *
   * @param shipped tuning, where the search began
   * @param best the tuning to take, perhaps the shipped one
   * @param findings one for each class of shapes
   * @param unequal values that gave other bits and were left out: a compiler's fault
   * @param complete whether there was time for everything
   */
  public record Outcome(
      Tuning shipped, Tuning best, List<Finding> findings, List<String> unequal, boolean complete) {
    /** Copies the lists. */
    public Outcome {
      findings = List.copyOf(findings);
      unequal = List.copyOf(unequal);
    }

    /** Whether anything was measured. */
    public boolean isMeasured() {
      return findings.stream().anyMatch(finding -> !finding.trials().isEmpty());
    }
  }

  /** Seconds that a search on this device takes at most, unless somebody says otherwise. */
  public static double usualSeconds(OpenClBackend device) {
    return device.shippedTuning().flavour() == Tuning.Flavour.GPU ? 15 : 3;
  }

  /**
   * Searches. Each case has its share of the time that is left. Nothing is begun after the
   * deadline; what was begun, at most a compilation or a round, is ended.
   *
   * @throws org.logcl.error.DeviceException where the device fails with the shipped tuning
   * @throws org.logcl.error.TrainingInterruptedException where the thread is interrupted
   */
  public static Outcome run(OpenClBackend device, double seconds, Bench.Listener listener) {
    long deadline = System.nanoTime() + (long) (seconds * 1e9);
    Tuning shipped = device.shippedTuning();
    Tuning best = shipped;
    List<Finding> findings = new ArrayList<>();
    List<String> unequal = new ArrayList<>();
    boolean complete = true;
    List<TuningCase> cases = TuningCase.of(shipped.flavour());
    for (int i = 0; i < cases.size(); ++i) {
      Bench.checkInterrupt();
      TuningCase one = cases.get(i);
      listener.begins(one.load().name() + ": " + one.knob().label(), i, cases.size());
      int rest = cases.subList(i, cases.size()).stream().mapToInt(TuningCase::weight).sum();
      long share = (deadline - System.nanoTime()) / rest * one.weight();
      TuningSearch search = new TuningSearch(device, one, best, share, deadline);
      Finding found = search.run();
      findings.add(found);
      unequal.addAll(search.unequal());
      complete &= search.isComplete();
      best = one.knob().with(best, found.chosen());
    }
    return new Outcome(shipped, best, findings, unequal, complete);
  }
}
