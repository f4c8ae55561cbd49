package org.logcl.kernel;

import java.util.stream.LongStream;
import org.jocl.Sizeof;
import org.logcl.verify.Stage;

/** Breaks the rules of ArchitectureTest, which shows by it that each can fail. */
public final class Offender {
  /** Uses a higher layer, JOCL, inexact mathematics and a parallel stream, and prints. */
  public long offend(Stage stage) {
    System.out.println(stage);
    double values = Math.exp(stage.bound()) + Sizeof.cl_mem;
    return LongStream.range(0, (long) values).parallel().sum();
  }
}
