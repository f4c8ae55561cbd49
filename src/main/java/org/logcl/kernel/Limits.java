package org.logcl.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.logcl.error.DeviceException;

/**
 * Measures what a device can do at most: reading, copying, multiply-adds, launches, transfers. On
 * the reference device, what plain Java can: reading, copying, multiply-adds.
 *
 * <p>A limit drifts with what else the machine does. So one round of it can be measured at a time,
 * in turn with what is held against it, and the ratio be taken round by round. Every round's result
 * is checked before its time counts. Holds memory on the device: close it before its backend. One
 * thread at a time.
 */
public final class Limits implements AutoCloseable {
  private static final int MOST_PASSES = 1 << 12;
  private static final int KEYS = 1 << 10;

  private final Map<Limit, LimitProbe> probes;
  private final Map<Limit, Integer> passes = new EnumMap<>(Limit.class);
  private final List<Runnable> closing;
  private final double roundSeconds;
  private int rounds;

  /**
   * How much to measure.
   *
   * @param bytes of the arrays that are read and copied; more than any cache holds. Less is taken
   *     where the device has less
   * @param roundSeconds least time of a round, roughly: work is repeated to fill it
   */
  public record Extent(long bytes, double roundSeconds) {
    /** Checks both. */
    public Extent {
      if (bytes < 1 << 12 || !(roundSeconds >= 0 && roundSeconds <= 10)) {
        throw new IllegalArgumentException(
            "Limits are measured on 4,096 bytes or more in rounds of 0 to 10 s, not on "
                + bytes
                + " in "
                + roundSeconds
                + ".");
      }
    }

    /** Whether this is for a device that is orders of magnitude slower, or for a test. */
    boolean isTiny() {
      return bytes < 1 << 20;
    }

    /** What suits processors and graphics processors: 256 MiB, rounds of 20 ms. */
    public static Extent standard() {
      return new Extent(256 << 20, 0.02);
    }
  }

  /**
   * Limits by these probes.
   *
   * @param closing what closing them takes
   */
  Limits(Map<Limit, LimitProbe> probes, List<Runnable> closing, double roundSeconds) {
    this.probes = probes;
    this.closing = closing;
    this.roundSeconds = roundSeconds;
  }

  /** Compiles the probes for a device. */
  public static Limits of(Backend backend) {
    return of(backend, Extent.standard());
  }

  /**
   * Compiles the probes for a device.
   *
   * @throws DeviceException where the device or its compiler fails
   */
  public static Limits of(Backend backend, Extent extent) {
    return backend instanceof OpenClBackend opencl
        ? DeviceLimits.of(opencl.session(), extent)
        : TwinLimits.of(extent);
  }

  /**
   * Bytes that each of a few large arrays may have, one of them on Java's heap: the device's
   * largest buffer, an eighth of its memory and of the heap, whichever is least.
   */
  public static long room(Backend backend) {
    long heap = Runtime.getRuntime().maxMemory() / 8;
    return backend instanceof OpenClBackend opencl
        ? Math.min(heap, DeviceLimits.room(opencl.info()))
        : heap;
  }

  /** The limits that this device has. */
  public Set<Limit> limits() {
    return probes.keySet();
  }

  /** Bytes, operations or launches of one round of a limit. */
  public double work(Limit limit) {
    return probe(limit).work() * calibrated(limit);
  }

  /**
   * Runs one round, waits for it and checks its result. The first one for a limit also compiles and
   * finds out how much work fills a round.
   *
   * @return the seconds that it took; {@link #work} tells for how much
   * @throws DeviceException where the device fails or the result is wrong
   */
  public double seconds(Limit limit) {
    return round(probe(limit), calibrated(limit));
  }

  /** Runs one round and returns its bytes, operations or launches a second. */
  public double rate(Limit limit) {
    double seconds = seconds(limit);
    return work(limit) / seconds;
  }

  /**
   * Measures every limit in turn, in rounds.
   *
   * @return the median of each over the rounds, in its own unit
   */
  public Map<Limit, Double> measure(int howOften) {
    Map<Limit, List<Double>> values = new EnumMap<>(Limit.class);
    for (int i = 0; i < howOften; ++i) {
      for (Limit limit : limits()) {
        double seconds = seconds(limit);
        values
            .computeIfAbsent(limit, some -> new ArrayList<>())
            .add(limit.value(work(limit), seconds));
      }
    }
    Map<Limit, Double> medians = new EnumMap<>(Limit.class);
    values.forEach((limit, all) -> medians.put(limit, median(all)));
    return medians;
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private LimitProbe probe(Limit limit) {
    LimitProbe probe = probes.get(limit);
    if (probe == null) {
      throw new IllegalArgumentException("This device has no limit " + limit + ".");
    }
    return probe;
  }

  private int calibrated(Limit limit) {
    Integer known = passes.get(limit);
    if (known != null) {
      return known;
    }
    LimitProbe probe = probe(limit);
    int count = 1;
    round(probe, count); // compiles, and brings memory in
    while (count < MOST_PASSES && round(probe, count) < roundSeconds) {
      count *= 2;
    }
    passes.put(limit, count);
    return count;
  }

  private double round(LimitProbe probe, int count) {
    int key = ++rounds % KEYS;
    probe.prepare(key);
    long start = System.nanoTime();
    probe.run(count, key);
    double took = (System.nanoTime() - start) * 1e-9;
    probe.check(count, key);
    return took;
  }

  /**
   * Passes where a probe gave what it must.
   *
   * @throws DeviceException else
   */
  static void require(boolean right, Limit limit, Object actual, Object expected) {
    if (!right) {
      throw new DeviceException(
          String.format(
              "The probe of the limit '%s' gave %s instead of %s: its time tells nothing. './logcl verify' tells whether the"
                  + " device computes rightly; take another --device if not.",
              limit.label(), actual, expected));
    }
  }

  /** Gives the memory back. Idempotent. */
  @Override
  public void close() {
    closing.forEach(Runnable::run);
  }
}
