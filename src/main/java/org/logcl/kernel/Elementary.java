package org.logcl.kernel;

import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;

/** Launches {@code kernels/elementary.cl}; its twin is {@link ElementaryTwin}. */
public final class Elementary {
  private final Kernel kernel;
  private final int group;

  Elementary(Program program, int group) {
    this.group = group;
    kernel = program.kernel("elementary");
  }

  /** The operations, in the kernel's numbering. */
  public enum Function {
    /** a + b. */
    ADD(0),
    /** a * b. */
    MULTIPLY(1),
    /** a * b + c, rounded once. */
    FMA(2),
    /** a * b + c, rounded twice: a compiler that contracts it is found out. */
    MULTIPLY_THEN_ADD(3),
    /** a to an integer, within 2^24, and back. */
    TRUNCATE(4),
    /** Flush to zero below 2^-40. */
    FLUSH(5),
    /** e^a. */
    EXP(6),
    /** Natural logarithm. */
    LOG(7),
    /** log(1 + a). */
    LOG1P(8),
    /** 1 / a. */
    RECIPROCAL(9),
    /** The square root. */
    SQRT(10);

    private final int number;

    Function(int number) {
      this.number = number;
    }
  }

  void run(
      Function function,
      int count,
      DeviceBuffer a,
      DeviceBuffer b,
      DeviceBuffer c,
      DeviceBuffer out) {
    kernel.launch(count, group, count, function.number, a, b, c, out);
  }
}
