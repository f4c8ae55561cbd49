package org.logcl.kernel;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.DeviceInfo;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;
import org.logcl.opencl.Session;

/** The probes of an OpenCL device, {@code kernels/limits/}, and their launches. */
final class DeviceLimits {
  // One pass: a single launch is too short to be timed.
  private static final int LAUNCHES = 64;
  private static final int WAITS = 8;
  // Sums stay whole numbers below 2^24.
  private static final int ITERATIONS = 1 << 13;

  private final Session session;
  private final Program program;
  private final List<Runnable> closing = new ArrayList<>();
  final int group;
  final int vector;

  private DeviceLimits(Session session, Tuning.Flavour flavour, String source) {
    this.session = session;
    boolean cpu = flavour == Tuning.Flavour.CPU;
    group = cpu ? 1 : 256;
    vector = cpu ? 16 : 4;
    String options = "-DLOGCL_LIMIT_GROUP=" + group + " -DLOGCL_LIMIT_VECTOR=" + vector;
    program = session.program(source, "-cl-std=CL1.2 " + options);
    closing.add(program::close);
  }

  static Limits of(Session session, Limits.Extent extent) {
    String source = KernelSources.of(KernelSources.LIMIT_FILES);
    return of(session, Tuning.of(session.info()).flavour(), source, extent);
  }

  /** The same of a flavour and from a source: how a test makes a probe that computes wrongly. */
  static Limits of(Session session, Tuning.Flavour flavour, String source, Limits.Extent extent) {
    DeviceLimits made = new DeviceLimits(session, flavour, source);
    try {
      return new Limits(made.probes(extent), made.closing, extent.roundSeconds());
    } catch (RuntimeException e) {
      made.closing.forEach(Runnable::run);
      throw e;
    }
  }

  /** Bytes of an array, so that three leave room for the user's own. */
  static long room(DeviceInfo info) {
    return Math.min(info.largestBuffer(), info.globalMemory() / 8);
  }

  private Map<Limit, LimitProbe> probes(Limits.Extent extent) {
    long bytes = Math.min(extent.bytes(), room(session.info()));
    DeviceStreams streams = new DeviceStreams(this, bytes);
    Map<Limit, LimitProbe> probes = new EnumMap<>(Limit.class);
    probes.put(Limit.READ, streams.read());
    probes.put(Limit.COPY, streams.copy());
    probes.put(Limit.FMA, new Fma(extent.isTiny()));
    probes.put(Limit.LAUNCH, new Launch(LAUNCHES, false));
    probes.put(Limit.LAUNCH_AND_WAIT, new Launch(WAITS, true));
    probes.put(Limit.HOST_TO_DEVICE, streams.hostToDevice());
    probes.put(Limit.DEVICE_TO_HOST, streams.deviceToHost());
    return probes;
  }

  /** A buffer that lives until the limits are closed. */
  DeviceBuffer buffer(String name, long bytes) {
    DeviceBuffer buffer = session.buffer(name, bytes);
    closing.add(buffer::close);
    return buffer;
  }

  Kernel kernel(String name) {
    return program.kernel(name);
  }

  /** Groups that feed every unit several times. PoCL takes one thread for a few. */
  int groups(int aUnit) {
    return Math.max(16, aUnit * session.info().computeUnits());
  }

  void finish() {
    session.finish();
  }

  /** Launches and, if so, waits. */
  private final class Launch implements LimitProbe {
    private final Kernel kernel = kernel("limit_launch");
    private final DeviceBuffer count = buffer("number of launches", 4);
    private final Limit limit;
    private final int launches;

    Launch(int launches, boolean waits) {
      this.launches = launches;
      limit = waits ? Limit.LAUNCH_AND_WAIT : Limit.LAUNCH;
    }

    @Override
    public double work() {
      return launches;
    }

    @Override
    public void prepare(int key) {
      count.write(0, new int[] {key}, 0, 1);
    }

    @Override
    public void run(int passes, int key) {
      for (int i = 0; i < passes * launches; ++i) {
        kernel.launch(group, group, count);
        if (limit == Limit.LAUNCH_AND_WAIT) {
          finish();
        }
      }
      finish();
    }

    @Override
    public void check(int passes, int key) {
      int[] counted = new int[1];
      count.read(0, counted, 0, 1);
      int expected = key + passes * launches;
      Limits.require(counted[0] == expected, limit, counted[0], expected);
    }
  }

  /** Multiply-adds: of the two kernels the one that is faster on this device. */
  private final class Fma implements LimitProbe {
    private static final int ROUNDS = 3;

    private final int items;
    private final int iterations;
    private final DeviceBuffer out;
    private Kernel chosen;
    private int sums;

    Fma(boolean small) {
      items = (small ? 2 : groups(group == 1 ? 32 : 16)) * group;
      iterations = small ? ITERATIONS / 512 : group == 1 ? ITERATIONS : ITERATIONS / 4;
      out = buffer("sums of multiply-adds", items * 4L);
    }

    private void choose() {
      Kernel[] kernels = {kernel("limit_fma"), kernel("limit_fma_wide")};
      int[] theirSums = {6, 12};
      double best = 0;
      // The first round compiles. Then in turn, so that a disturbance meets both.
      for (int round = 0; round <= ROUNDS; ++round) {
        for (int i = 0; i < kernels.length; ++i) {
          long start = System.nanoTime();
          launch(kernels[i], 0);
          finish();
          double rate = theirSums[i] / ((System.nanoTime() - start) * 1e-9);
          if (round > 0 && rate > best) {
            best = rate;
            chosen = kernels[i];
            sums = theirSums[i];
          }
        }
      }
    }

    private void launch(Kernel kernel, int key) {
      kernel.launch(items, group, iterations, key, 1f, out);
    }

    @Override
    public double work() {
      return 2.0 * items * iterations * sums * vector;
    }

    @Override
    public void prepare(int key) {
      if (chosen == null) {
        choose();
      }
    }

    @Override
    public void run(int passes, int key) {
      for (int i = 0; i < passes; ++i) {
        launch(chosen, key);
      }
      finish();
    }

    @Override
    public void check(int passes, int key) {
      int lanes = sums * vector;
      int expected = lanes * (key + iterations) + lanes * (lanes - 1) / 2;
      float[] all = new float[items];
      out.read(0, all, 0, items);
      for (float sum : all) {
        Limits.require(sum == expected, Limit.FMA, sum, expected);
      }
    }
  }
}
