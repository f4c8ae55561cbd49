package org.logcl.bench;

import java.util.ArrayList;
import java.util.List;
import org.logcl.data.Dataset;
import org.logcl.error.DeviceException;
import org.logcl.kernel.OpenClBackend;
import org.logcl.kernel.TunedDevices;
import org.logcl.kernel.Tuning;
import org.logcl.opencl.DeviceInfo;

/**
 * A short search for a device's fastest tuning. Each candidate runs in turn with the shipped
 * tuning, after it has given the same bits, and the ratio is taken round by round.
 */
public final class Tuner {
  /** A candidate takes the default's place only below this ratio: noise is no reason. */
  private static final double WORTHWHILE = 0.95;

  private static final int ROUNDS = 7;
  private static final int LEAST_ROUNDS = 3;
  private static final double ROUND_SECONDS = 0.01;
  private static final List<Workload> LOADS =
      List.of(
          new Workload("many classes", 3072, 256, 256, 0, 0, Workload.STEPS),
          new Workload("mini-batches", 1280, 64, 40, 128, 1, Workload.STEPS));

  private final OpenClBackend device;
  private final Tuning shipped;
  private final long deadline;
  private final Bench.Listener listener;
  private final List<Trial> trials = new ArrayList<>();
  private Tuning best;
  private double bestRatio = WORTHWHILE;
  private int done;
  private boolean complete = true;

  /**
   * A candidate, measured.
   *
   * @param tuning that was tried
   * @param seconds medians, one a shape of {@link #shapes}
   * @param ratio its time to that of the shipped tuning, geometric mean over the shapes
   */
  public record Trial(Tuning tuning, List<Double> seconds, double ratio) {
    /** Copies the list. */
    public Trial {
      seconds = List.copyOf(seconds);
    }
  }

  /**
   * What the search found.
   *
   * @param shipped tuning, which all were compared with
   * @param best the tuning to take, perhaps the shipped one
   * @param trials candidates that were measured, in order
   * @param complete whether there was time for all of them
   */
  public record Outcome(Tuning shipped, Tuning best, List<Trial> trials, boolean complete) {
    /** Copies the list. */
    public Outcome {
      trials = List.copyOf(trials);
    }
  }

  private Tuner(OpenClBackend device, double seconds, Bench.Listener listener) {
    this.device = device;
    this.listener = listener;
    shipped = Tuning.of(device.info());
    best = shipped;
    deadline = System.nanoTime() + (long) (seconds * 1e9);
  }

  /** Names of the shapes that are timed. */
  public static List<String> shapes() {
    return LOADS.stream().map(Workload::name).toList();
  }

  /** Seconds that a search on this device takes at most, unless somebody says otherwise. */
  public static double usualSeconds(DeviceInfo device) {
    return device.type() == DeviceInfo.Type.GPU ? 15 : 3;
  }

  /**
   * Searches. No candidate is begun after the deadline; one that was begun ends its round.
   *
   * @throws DeviceException where the device fails with the shipped tuning
   * @throws org.logcl.error.TrainingInterruptedException where the thread is interrupted
   */
  public static Outcome run(OpenClBackend device, double seconds, Bench.Listener listener) {
    return new Tuner(device, seconds, listener).run();
  }

  private Outcome run() {
    List<Dataset> rows = LOADS.stream().map(Workload::dataset).toList();
    try (OpenClBackend usual = device.openedAgain(shipped)) {
      List<Integer> blocks = blocks();
      List<Integer> groups = groups();
      int whole = blocks.size() + groups.size();
      for (int block : blocks) {
        attempt(usual, new Tuning(shipped.flavour(), shipped.group(), block), rows, whole);
      }
      int block = best.blockRows();
      for (int group : groups) {
        attempt(usual, new Tuning(shipped.flavour(), group, block), rows, whole);
      }
    }
    return new Outcome(shipped, best, trials, complete);
  }

  private List<Integer> blocks() {
    return shipped.flavour() == Tuning.Flavour.GPU
        ? List.of()
        : List.of(48, TunedDevices.MOST_BLOCK_ROWS, 24);
  }

  /** Far from the shipped group first: where time ends early, neighbours are missed least. */
  private List<Integer> groups() {
    long most = Math.min(TunedDevices.MOST_GROUP, device.info().largestGroup());
    return List.of(64, 256, 4, 128, 32, 16, 1, 8, 2).stream()
        .filter(group -> group <= most && group != shipped.group())
        .toList();
  }

  private void attempt(OpenClBackend usual, Tuning candidate, List<Dataset> rows, int whole) {
    Bench.checkInterrupt();
    if (isOver()) {
      complete = false;
      return;
    }
    listener.begins(
        "group " + candidate.group() + ", block " + candidate.blockRows(), done++, whole);
    List<Double> seconds = new ArrayList<>();
    double logs = 0;
    try (OpenClBackend backend = device.openedAgain(candidate)) {
      for (int i = 0; i < LOADS.size(); ++i) {
        Samples own = new Samples();
        Samples ratios = new Samples();
        try (Contender theirs = Contender.of(usual, LOADS.get(i), rows.get(i));
            Contender ours = Contender.of(backend, LOADS.get(i), rows.get(i))) {
          if (!ours.bits().equals(theirs.bits())) {
            return; // a wrong compiler, not a slow one: never to be chosen
          }
          measure(ours, theirs, own, ratios);
        }
        if (ratios.count() < LEAST_ROUNDS) {
          complete = false;
          return;
        }
        seconds.add(own.median());
        logs += Math.log(ratios.median());
      }
    } catch (DeviceException e) {
      return; // a size that the device refuses
    }
    double ratio = Math.exp(logs / LOADS.size());
    trials.add(new Trial(candidate, seconds, ratio));
    if (ratio < bestRatio) {
      bestRatio = ratio;
      best = candidate;
    }
  }

  private void measure(Contender ours, Contender theirs, Samples own, Samples ratios) {
    double once = ours.seconds(1);
    theirs.run();
    int times = (int) Math.max(1, Math.min(100, Math.ceil(ROUND_SECONDS / once)));
    for (int round = 0; round < ROUNDS && !isOver(); ++round) {
      Bench.checkInterrupt();
      double our = ours.seconds(times);
      own.add(our / times);
      ratios.add(our / theirs.seconds(times));
    }
  }

  private boolean isOver() {
    return System.nanoTime() - deadline >= 0;
  }
}
