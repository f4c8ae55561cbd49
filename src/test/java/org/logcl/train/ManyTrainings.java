package org.logcl.train;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.logcl.data.Dataset;
import org.logcl.kernel.Backend;
import org.logcl.kernel.OpenClBackend;
import org.logcl.kernel.TwinBackend;
import org.logcl.objective.Scorer;
import org.logcl.opencl.OpenCl;
import org.logcl.testing.Devices;
import org.logcl.testing.Tables;

/** Trains a thousand times, and says what grew meanwhile. */
final class ManyTrainings {
  private static final int WARM_UP = 300;
  private static final int TRAININGS = 1000;

  // Allowances over a thousand trainings. The JVM compiles on, and its allocator and the C
  // library's keep some of what was given back: without a leak, 1.1 MB of memory was the most seen;
  // with the events of launches never released
  // it was 9.2 MB, with a buffer of 24 bytes in every second training 4.0 MB.
  private static final long MEMORY_BYTES = 3 << 20;
  private static final long HEAP_BYTES = 512 << 10;
  private static final int FILES = 2;
  private static final int THREADS = 2;

  private record Measured(long memory, long heap, int threads, int files) {
    static Measured now() throws IOException, InterruptedException {
      for (int i = 0; i < 3; ++i) {
        System.gc();
        Thread.sleep(20); // what the collector found is freed by threads of their own
      }
      Runtime runtime = Runtime.getRuntime();
      return new Measured(
          resident(),
          runtime.totalMemory() - runtime.freeMemory(),
          entries("/proc/self/task"),
          entries("/proc/self/fd"));
    }

    private static long resident() throws IOException {
      String line =
          Files.readAllLines(Path.of("/proc/self/status")).stream()
              .filter(text -> text.startsWith("VmRSS:"))
              .findFirst()
              .orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", "")) << 10;
    }

    private static int entries(String directory) {
      String[] names = new File(directory).list();
      return names == null ? 0 : names.length;
    }
  }

  private final Backend backend;
  private final List<Object> left = new ArrayList<>();
  private final List<Dataset> tables =
      List.of(
          Tables.make(60, 5, 2, 1), // many steps in a launch
          Tables.make(60, 5, 3, 2),
          Tables.make(600, 300, 2, 3)); // X is mapped or pinned
  private boolean deviceGrew;

  private ManyTrainings(Backend backend) {
    this.backend = backend;
  }

  /**
   * Prints what was measured before and after, and what grew.
   *
   * @param arguments a part of a platform's name, or reference; and {@code leaking} to leave one
   *     small thing of each kind behind in each training
   */
  public static void main(String[] arguments) throws Exception {
    Backend backend =
        arguments[0].equals("reference")
            ? new TwinBackend()
            : Devices.open(
                OpenCl.devices().devices().stream()
                    .filter(device -> device.info().platform().contains(arguments[0]))
                    .findFirst()
                    .orElseThrow());
    try (backend) {
      new ManyTrainings(backend).run(arguments[1].equals("leaking"));
    }
    System.exit(0); // past the threads that were left behind
  }

  private void run(boolean leaking) throws Exception {
    train(WARM_UP, false);
    Measured before = Measured.now();
    train(TRAININGS, leaking);
    Measured after = Measured.now();
    System.out.println(before);
    System.out.println(after);
    List<String> grown = new ArrayList<>();
    if (deviceGrew) {
      grown.add("device memory grew");
    }
    if (after.memory > before.memory + MEMORY_BYTES) {
      grown.add("process memory grew");
    }
    if (after.heap > before.heap + HEAP_BYTES) {
      grown.add("heap grew");
    }
    if (after.threads > before.threads + THREADS) {
      grown.add("threads grew");
    }
    if (after.files > before.files + FILES) {
      grown.add("open files grew");
    }
    System.out.println(grown.isEmpty() ? "nothing grew" : String.join(", ", grown));
  }

  private void train(int times, boolean leaking) throws IOException {
    float[] weights = new float[5];
    Arrays.fill(weights, 0.25f);
    TrainingOptions options = TrainingOptions.defaults().withEpochs(2);
    for (int i = 0; i < times; ++i) {
      long open = deviceBytes();
      boolean large = i % 10 == 9;
      Dataset rows = tables.get(large ? 2 : i % 2);
      // A start is written to arrays that are there.
      TrainingOptions given =
          large || i % 2 == 1 ? options : options.withStart(weights, new float[] {-1});
      TrainingResult result =
          Trainer.train(backend, rows, Optional.of(rows), given, TrainingListener.NONE);
      Scorer.evaluate(backend, result.model(), rows, 15, done -> {});
      if (leaking) {
        leaveSomething();
      }
      deviceGrew |= deviceBytes() > open;
    }
  }

  private long deviceBytes() {
    return backend instanceof OpenClBackend device ? device.deviceBytes() : 0;
  }

  private void leaveSomething() throws IOException {
    left.add(backend.floats("left behind", 1));
    left.add(new byte[2048]);
    left.add(ByteBuffer.allocateDirect(8192));
    if (left.size() < 100) {
      left.add(new FileInputStream("/proc/self/status"));
      Thread thread = new Thread(LockSupport::park);
      thread.start();
      left.add(thread);
    }
  }
}
