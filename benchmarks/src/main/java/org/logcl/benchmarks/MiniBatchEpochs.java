package org.logcl.benchmarks;

import java.util.concurrent.TimeUnit;
import org.logcl.Device;
import org.logcl.data.Dataset;
import org.logcl.train.TrainingOptions;
import org.logcl.train.TrainingResult;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Ten epochs of mini-batches of 32: the whole call to train, transfers and final scoring included.
 * 1,000 x 10 with two classes is the loop that LogCL grew out of; 1,797 x 64 with ten classes has
 * the shape of the digits.
 *
 * <p>Verified before it is timed: the model must have the hash that the reference device gives.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class MiniBatchEpochs {
  /** The device, as {@code --device} takes it. */
  @Param({"auto", "reference"})
  public String device;

  /** Rows x features x classes. */
  @Param({"1000x10x2", "1797x64x10"})
  public String shape;

  private final TrainingOptions options = TrainingOptions.defaults().withLearningRate(0.01);
  private Device opened;
  private Dataset rows;

  /** Makes the rows, opens the device and verifies it. */
  @Setup
  public void open() {
    rows = Problem.ofShape(shape).dataset();
    opened = Device.open(device);
    System.out.println("device: " + opened.reason());
    try (Device reference = Device.open("reference")) {
      String expected = reference.train(rows, options).model().modelSha256();
      String actual = opened.train(rows, options).model().modelSha256();
      if (!expected.equals(actual)) {
        throw new IllegalStateException(
            device + " does not give the model of the reference device: nothing to time.");
      }
    }
  }

  /** Gives the device back. */
  @TearDown
  public void close() {
    opened.close();
  }

  /** One training. */
  @Benchmark
  public TrainingResult train() {
    return opened.train(rows, options);
  }
}
