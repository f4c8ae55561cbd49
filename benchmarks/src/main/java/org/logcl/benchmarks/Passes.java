package org.logcl.benchmarks;

import java.util.concurrent.TimeUnit;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Devices;
import org.logcl.objective.Evaluation;
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
 * Loss and gradient at given parameters, one pass over rows that the device holds: the sigmoid head
 * for two classes, the softmax head for more.
 *
 * <p>Verified before it is timed: the bits must be the twin's.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class Passes {
  /** The device, as {@code --device} takes it. */
  @Param({"auto", "reference"})
  public String device;

  /** Rows x features x classes. */
  @Param({"100000x512x2", "1000000x28x2", "16384x512x10", "4096x512x1000"})
  public String shape;

  private Backend backend;
  private LogclPass pass;

  /** Makes the rows, opens the device and verifies it. */
  @Setup
  public void open() {
    backend = Devices.open(device).backend();
    pass = new LogclPass("LogCL", backend, Problem.ofShape(shape));
  }

  /** Gives the device back. */
  @TearDown
  public void close() {
    pass.close();
    backend.close();
  }

  /** One pass. */
  @Benchmark
  public Evaluation evaluate() {
    return pass.evaluate();
  }
}
