package org.logcl.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.logcl.data.Dataset;
import org.logcl.error.DeviceException;
import org.logcl.error.TrainingInterruptedException;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Limit;
import org.logcl.kernel.Limits;
import org.logcl.kernel.TwinBackend;

/**
 * Measures a device: limits, cases, crossover. Whatever is compared is measured in turn, and the
 * ratio taken round by round, because absolute figures drift with what else the machine does.
 */
public final class Bench {
  private static final int LEAST_ROUNDS = 3;
  private static final int MINI_BATCH = 32;

  private final Backend device;
  private final Backend reference;
  private final Size size;
  private final Listener listener;
  private int done;
  private int whole;

  /** Hears what is being measured. */
  @FunctionalInterface
  public interface Listener {
    /** Hears nothing. */
    Listener NONE = (what, done, whole) -> {};

    /** So many parts of the whole are done; this is the next. */
    void begins(String what, int done, int whole);
  }

  private Bench(Backend device, Size size, Listener listener) {
    this.device = device;
    this.size = size;
    this.listener = listener;
    reference = device.kind().equals("reference") ? null : new TwinBackend();
  }

  /**
   * Measures everything.
   *
   * @throws DeviceException where the device fails, or gives other bits than the twin
   * @throws TrainingInterruptedException where the thread is interrupted
   */
  public static Result run(Backend device, Size size, Listener listener) {
    return new Bench(device, size, listener).run();
  }

  private Result run() {
    long bytes = Math.max(1 << 16, Math.min(size.bytes(), Limits.room(device)));
    List<Workload> loads = Workload.all(bytes);
    whole = 1 + loads.size() + (reference == null ? 0 : 2);
    Map<Limit, Double> measured;
    List<Measurement> cases = new ArrayList<>();
    Limits.Extent extent = new Limits.Extent(bytes, size.roundSeconds());
    try (Limits limits = Limits.of(device, extent)) {
      begin("limits");
      measured = limits.measure(size.rounds());
      for (Workload load : loads) {
        begin(load.name());
        cases.add(measure(load, limits));
      }
    }
    List<Crossover> crossovers = new ArrayList<>();
    if (reference != null) {
      for (int batchRows : new int[] {MINI_BATCH, 0}) {
        begin(batchRows == 0 ? "crossover, full batches" : "crossover, mini-batches");
        crossovers.add(
            new CrossoverSearch(device, reference, batchRows, size.roundSeconds())
                .run(size.mostRows()));
      }
    }
    return new Result(device.device(), device.driver(), device.kind(), measured, cases, crossovers);
  }

  private void begin(String what) {
    checkInterrupt();
    listener.begins(what, done++, whole);
  }

  private Measurement measure(Workload load, Limits limits) {
    verify(load);
    Dataset rows = load.dataset();
    try (Contender ours = Contender.of(device, load, rows);
        Contender theirs = reference == null ? null : Contender.of(reference, load, rows)) {
      int times = ours.timesToFill(size.roundSeconds());
      int theirTimes = theirs == null ? 0 : theirs.timesToFill(size.roundSeconds());
      Samples seconds = new Samples();
      Samples ratios = new Samples();
      Map<Limit, Samples> shares = new EnumMap<>(Limit.class);
      load.limits().forEach(limit -> shares.put(limit, new Samples()));
      shares.keySet().retainAll(limits.limits());
      long start = System.nanoTime();
      double onReference = 0;
      for (int round = 0; round < size.rounds(); ++round) {
        double elapsed = (System.nanoTime() - start) * 1e-9;
        if (round >= LEAST_ROUNDS && elapsed > size.caseSeconds()) {
          break;
        }
        checkInterrupt();
        double our = ours.seconds(times) / times;
        seconds.add(our);
        shares.forEach((limit, some) -> some.add(load.work(limit) / our / limits.rate(limit)));
        // The reference may be far slower: its share of the time is bounded by itself.
        if (theirs != null && onReference <= size.caseSeconds() / 2) {
          double took = theirs.seconds(theirTimes);
          onReference += took;
          ratios.add(took / theirTimes / our);
        }
      }
      return measurement(load, seconds, shares, ratios);
    }
  }

  private static Measurement measurement(
      Workload load, Samples seconds, Map<Limit, Samples> shares, Samples ratios) {
    double typical = seconds.median();
    Limit binding =
        Collections.max(
            shares.keySet(), Comparator.comparingDouble(limit -> shares.get(limit).median()));
    return new Measurement(
        load.name(),
        load.rows(),
        load.features(),
        load.classes(),
        load.batchRows(),
        load.epochs(),
        seconds.count(),
        typical,
        load.rate(typical),
        load.unit(),
        binding,
        shares.get(binding).median(),
        ratios.median());
  }

  /** The device's bits against the twin's, on a little more than a chunk of rows. */
  private void verify(Workload load) {
    int some = Math.min(load.rows(), load.shape().chunkRows() + 100);
    Workload part = load.withRows(some);
    Dataset rows = part.dataset();
    try (TwinBackend twin = new TwinBackend();
        Contender ours = Contender.of(device, part, rows);
        Contender theirs = Contender.of(twin, part, rows)) {
      if (!ours.bits().equals(theirs.bits())) {
        throw new DeviceException(
            String.format(
                "%s computes otherwise than the CPU twin in the case '%s': there is nothing to time."
                    + " './logcl verify' tells what is wrong.",
                device.device(), load.name()));
      }
    }
  }

  static void checkInterrupt() {
    TrainingInterruptedException.check("The benchmark was interrupted.");
  }
}
