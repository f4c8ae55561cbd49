package org.logcl.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What plain Java on all cores can do: the probes of the reference device. */
final class TwinLimits {
  private static final int LANES = 1 << 10;
  private static final int BLOCK = LANES * 64;
  // Multiply-adds of a lane between its load and its store.
  private static final int CHAIN = 16;
  private static final int TASKS = 64;

  private final int[] source;
  private int[] target = new int[0];

  private TwinLimits(int values) {
    source = new int[values];
    LimitPattern.fill(source, 0);
  }

  static Limits of(Limits.Extent extent) {
    long most = Math.min(extent.bytes(), Runtime.getRuntime().maxMemory() / 8);
    return of(new TwinLimits((int) (most / 4 / LANES * LANES)), extent);
  }

  /** The same over an array that the caller may spoil. */
  static Limits of(int[] spoilt, Limits.Extent extent) {
    TwinLimits made = new TwinLimits(spoilt.length);
    System.arraycopy(spoilt, 0, made.source, 0, spoilt.length);
    return of(made, extent);
  }

  private static Limits of(TwinLimits made, Limits.Extent extent) {
    Map<Limit, LimitProbe> probes = new EnumMap<>(Limit.class);
    probes.put(Limit.READ, made.new Read());
    probes.put(Limit.COPY, made.new Copy());
    probes.put(Limit.FMA, new Fma(extent.isTiny() ? 8 : 512));
    return new Limits(probes, new ArrayList<>(), extent.roundSeconds());
  }

  private static int blocks(int values) {
    return (values + BLOCK - 1) / BLOCK;
  }

  private static int sum(int[] values) {
    AtomicInteger sum = new AtomicInteger();
    Parallel.forItems(
        blocks(values.length),
        BLOCK,
        (from, to) ->
            sum.addAndGet(sum(values, from * BLOCK, Math.min(to * BLOCK, values.length))));
    return sum.get();
  }

  private static int sum(int[] values, int from, int to) {
    int[] lanes = new int[LANES];
    for (int at = from; at < to; at += LANES) {
      add(values, at, lanes);
    }
    return Arrays.stream(lanes).sum();
  }

  // By itself, so that the compiler makes vectors of it.
  private static void add(int[] values, int at, int[] lanes) {
    for (int l = 0; l < LANES; ++l) {
      lanes[l] += values[at + l];
    }
  }

  private final class Read implements LimitProbe {
    private int sum;

    @Override
    public double work() {
      return source.length * 4.0;
    }

    @Override
    public void run(int passes, int key) {
      sum = key;
      for (int i = 0; i < passes; ++i) {
        sum += sum(source);
      }
    }

    @Override
    public void check(int passes, int key) {
      int expected = key + passes * LimitPattern.sum(source.length, 0);
      Limits.require(sum == expected, Limit.READ, "the sum " + sum, expected);
    }
  }

  private final class Copy implements LimitProbe {
    @Override
    public double work() {
      return source.length * 8.0;
    }

    @Override
    public void prepare(int key) {
      target = target.length == 0 ? new int[source.length] : target;
      Arrays.fill(target, 0);
    }

    @Override
    public void run(int passes, int key) {
      for (int i = 0; i < passes; ++i) {
        Parallel.forItems(
            blocks(source.length),
            BLOCK,
            (from, to) -> {
              int start = from * BLOCK;
              int end = Math.min(to * BLOCK, source.length);
              System.arraycopy(source, start, target, start, end - start);
            });
      }
    }

    @Override
    public void check(int passes, int key) {
      int sum = sum(target);
      int expected = LimitPattern.sum(source.length, 0);
      Limits.require(sum == expected, Limit.COPY, "the sum " + sum, expected);
    }
  }

  private static final class Fma implements LimitProbe {
    private final int repeats;
    private final float[][] lanes = new float[TASKS][LANES];

    Fma(int repeats) {
      this.repeats = repeats;
    }

    @Override
    public double work() {
      return 2.0 * TASKS * LANES * CHAIN * repeats;
    }

    @Override
    public void prepare(int key) {
      for (float[] some : lanes) {
        Arrays.fill(some, key);
      }
    }

    @Override
    public void run(int passes, int key) {
      Parallel.forItems(
          TASKS,
          (long) LANES * CHAIN * repeats,
          (from, to) -> {
            for (int task = from; task < to; ++task) {
              for (int i = 0; i < repeats * passes; ++i) {
                steps(lanes[task], 1f);
              }
            }
          });
    }

    // 16 in a row between a load and a store; the next vectors fill the wait for each.
    private static void steps(float[] lanes, float one) {
      for (int l = 0; l < LANES; ++l) {
        float a = lanes[l];
        a = Math.fma(a, one, one);
        a = Math.fma(a, one, one);
        a = Math.fma(a, one, one);
        a = Math.fma(a, one, one);
        a = Math.fma(a, one, one);
        a = Math.fma(a, one, one);
        a = Math.fma(a, one, one);
        a = Math.fma(a, one, one);
        a = Math.fma(a, one, one);
        a = Math.fma(a, one, one);
        a = Math.fma(a, one, one);
        a = Math.fma(a, one, one);
        a = Math.fma(a, one, one);
        a = Math.fma(a, one, one);
        a = Math.fma(a, one, one);
        a = Math.fma(a, one, one);
        lanes[l] = a;
      }
    }

    @Override
    public void check(int passes, int key) {
      // Whole numbers, and no more of them than a float tells apart.
      float expected = (float) Math.min(1 << 24, key + (long) CHAIN * repeats * passes);
      for (float[] some : lanes) {
        for (float lane : some) {
          Limits.require(lane == expected, Limit.FMA, lane, expected);
        }
      }
    }
  }
}
