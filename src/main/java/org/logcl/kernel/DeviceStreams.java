package org.logcl.kernel;

import java.util.Arrays;
import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;

/** Probes that stream through the memory of an OpenCL device, or to it and from it. */
final class DeviceStreams {
  private static final long LARGEST_TRANSFER = 64 << 20;
  // Vectors that an item of a GPU's group reads.
  private static final int VECTORS_AN_ITEM = 32;

  private final DeviceLimits device;
  private final Kernel reads;
  private final Kernel copies;
  private final long bytes;
  private final int[] host;
  // Made when they are first wanted.
  private DeviceBuffer source;
  private DeviceBuffer sums;

  DeviceStreams(DeviceLimits device, long most) {
    this.device = device;
    reads = device.kernel("limit_read");
    copies = device.kernel("limit_copy");
    int unit = device.vector * 4;
    host = new int[(int) (Math.min(most, LARGEST_TRANSFER) / unit * device.vector)];
    bytes = most - most % (host.length * 4L);
  }

  LimitProbe read() {
    return new LimitProbe() {
      @Override
      public double work() {
        return bytes;
      }

      @Override
      public void prepare(int key) {
        source();
      }

      @Override
      public void run(int passes, int key) {
        for (int i = 0; i < passes; ++i) {
          sum(source, key);
        }
        device.finish();
      }

      @Override
      public void check(int passes, int key) {
        require(Limit.READ, sumOf(source, key), sourceSum());
      }
    };
  }

  LimitProbe copy() {
    return new LimitProbe() {
      private DeviceBuffer target;

      @Override
      public double work() {
        return 2.0 * bytes;
      }

      @Override
      public void prepare(int key) {
        target = target == null ? device.buffer("copy", bytes) : target;
        source();
      }

      @Override
      public void run(int passes, int key) {
        for (int i = 0; i < passes; ++i) {
          copies.launch(
              (long) blocks(source) * device.group,
              device.group,
              vectors(source),
              block(source),
              key,
              source,
              target);
        }
        device.finish();
      }

      @Override
      public void check(int passes, int key) {
        sum(target, key);
        int expected = sourceSum() + (int) (bytes / 4) * key;
        require(Limit.COPY, sumOf(target, key), expected);
      }
    };
  }

  LimitProbe hostToDevice() {
    return new Transfer() {
      @Override
      public void prepare(int key) {
        LimitPattern.fill(host, key);
        super.prepare(key);
      }

      @Override
      public void run(int passes, int key) {
        for (int i = 0; i < passes; ++i) {
          there.write(0, host, 0, host.length);
        }
      }

      @Override
      public void check(int passes, int key) {
        sum(there, key);
        require(Limit.HOST_TO_DEVICE, sumOf(there, key), LimitPattern.sum(host.length, key));
      }
    };
  }

  LimitProbe deviceToHost() {
    return new Transfer() {
      @Override
      public void prepare(int key) {
        super.prepare(key);
        LimitPattern.fill(host, key);
        there.write(0, host, 0, host.length);
        Arrays.fill(host, 0);
      }

      @Override
      public void run(int passes, int key) {
        for (int i = 0; i < passes; ++i) {
          there.read(0, host, 0, host.length);
        }
      }

      @Override
      public void check(int passes, int key) {
        int expected = LimitPattern.sum(host.length, key);
        require(Limit.DEVICE_TO_HOST, Arrays.stream(host).sum(), expected);
      }
    };
  }

  /** What both directions share. */
  private abstract class Transfer implements LimitProbe {
    DeviceBuffer there;

    @Override
    public double work() {
      return host.length * 4.0;
    }

    @Override
    public void prepare(int key) {
      there = there == null ? device.buffer("transfer", host.length * 4L) : there;
    }
  }

  private static void require(Limit limit, int actual, int expected) {
    Limits.require(actual == expected, limit, "the sum " + actual, expected);
  }

  /** The array that is read: the pattern, over and over. */
  private void source() {
    if (source == null) {
      source = device.buffer("array to read", bytes);
      LimitPattern.fill(host, 0);
      for (long at = 0; at < bytes / 4; at += host.length) {
        source.write(at, host, 0, host.length);
      }
    }
  }

  private int sourceSum() {
    return (int) (bytes / 4 / host.length) * LimitPattern.sum(host.length, 0);
  }

  /** Launches the reading of an array. */
  private void sum(DeviceBuffer x, int key) {
    if (sums == null || sums.bytes() < blocks(x) * 4L) {
      sums = device.buffer("sums of blocks", blocks(x) * 4L);
    }
    reads.launch((long) blocks(x) * device.group, device.group, vectors(x), block(x), key, x, sums);
  }

  /** What the reading gave. */
  private int sumOf(DeviceBuffer x, int key) {
    int[] all = new int[blocks(x)];
    sums.read(0, all, 0, all.length);
    return Arrays.stream(all).sum() - all.length * key;
  }

  private int vectors(DeviceBuffer x) {
    return Math.toIntExact(x.bytes() / 4 / device.vector);
  }

  private int block(DeviceBuffer x) {
    if (device.group > 1) {
      return device.group * VECTORS_AN_ITEM;
    }
    int blocks = device.groups(8);
    return (vectors(x) + blocks - 1) / blocks;
  }

  private int blocks(DeviceBuffer x) {
    return (vectors(x) + block(x) - 1) / block(x);
  }
}
