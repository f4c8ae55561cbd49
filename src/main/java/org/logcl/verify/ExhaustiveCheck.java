package org.logcl.verify;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.logcl.kernel.Elementary.Function;
import org.logcl.kernel.Floats;
import org.logcl.kernel.Parallel;

/**
 * One elementary function on every float32 there is: 2^32 bit patterns. Device against twin bit by
 * bit; and against a rule where one fixes the result, else against the truth in ulp.
 */
public final class ExhaustiveCheck implements Check {
  /** The functions that this walks; the others take more operands than one. */
  public static final List<Function> FUNCTIONS =
      List.of(Function.EXP, Function.LOG, Function.LOG1P, Function.RECIPROCAL, Function.SQRT);

  private static final long PATTERNS = 1L << 32;
  // Two arrays of 16 MiB on the device: small beside any memory, long beside a launch.
  private static final int CHUNK = 1 << 22;
  // Multiply-adds that comparing one value costs, roughly.
  private static final long COST = 100;

  private final Function function;
  private final String name;
  private final long stride;
  private final long total;

  /** Of all inputs. */
  public ExhaustiveCheck(Function function) {
    this(function, 1);
  }

  /** Of the bit patterns 0, stride, 2 stride, and so on. */
  ExhaustiveCheck(Function function, int stride) {
    this.function = function;
    this.stride = stride;
    name = function.name().toLowerCase(Locale.ROOT);
    total = (PATTERNS + stride - 1) / stride;
  }

  @Override
  public String what() {
    return name
        + " of "
        + (stride == 1 ? "all" : String.format(Locale.ROOT, "%,d", total))
        + " inputs";
  }

  @Override
  public void run(Trial trial) {
    Comparison stage = trial.stage(what(), this::place);
    int length = (int) Math.min(CHUNK, total);
    float[] input = new float[length];
    float[] device = new float[length];
    float[] twin = new float[length];
    try (Floats x = trial.device.floats("inputs", length);
        Floats y = trial.device.floats("results", length);
        Floats twinX = trial.twin.floats("inputs", input);
        Floats twinY = trial.twin.floats("results", twin)) {
      for (long done = 0; done < total; done += length) {
        trial.progress(done, total);
        int count = (int) Math.min(length, total - done);
        long first = done;
        for (int i = 0; i < count; ++i) {
          input[i] = input(first + i);
        }
        x.write(0, input, 0, count);
        trial.device.elementary(function, count, x, x, x, y);
        trial.twin.elementary(function, count, twinX, twinX, twinX, twinY);
        y.read(0, device, 0, count);
        compare(stage, first, count, device, twin);
      }
    }
    trial.progress(total, total);
  }

  /** In parts, one a task, added up in their order. */
  private void compare(Comparison stage, long first, int count, float[] device, float[] twin) {
    Map<Integer, Comparison> parts = new ConcurrentSkipListMap<>();
    Parallel.forItems(
        count,
        COST,
        (from, to) -> {
          Comparison part = new Comparison(name, this::place);
          for (int i = from; i < to; ++i) {
            compare(part, (int) ((first + i) * stride), device[i], twin[i]);
          }
          parts.put(from, part);
        });
    parts.values().forEach(stage::add);
  }

  private void compare(Comparison part, int pattern, float device, float twin) {
    float x = Float.intBitsToFloat(pattern);
    part.bits(name, pattern, device, twin);
    if (ElementaryRules.isFixed(function, x)) {
      part.fixed(name, pattern, device, ElementaryRules.rule(function, x));
    }
    if (ElementaryRules.isMeasured(function, x)) {
      double truth = ElementaryRules.truth(function, x);
      double bound = ElementaryRules.bound(function) * Bounded.ulp(truth);
      part.truth(name, pattern, device, truth, bound, ElementaryRules.naive(function, x, truth));
    }
  }

  private float input(long number) {
    return Float.intBitsToFloat((int) (number * stride));
  }

  /** {@code exp(1.5 = 0x1.8p0)}. */
  private String place(String where, int pattern) {
    float x = Float.intBitsToFloat(pattern);
    return where + "(" + x + " = " + Float.toHexString(x) + ")";
  }
}
