package org.logcl.opencl;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;

/** Copies between Java arrays and memory outside the heap, large ones by all cores. */
final class Copies {
  // Elements of a part. A copy of so many, 4 MB, is long against a hand-over to another thread, and
  // short where the garbage collector waits for it.
  private static final int PART = 1 << 20;

  private Copies() {}

  /** Copies elements {@code from .. from + count - 1} of the source to the window's start. */
  static void into(ByteBuffer window, HostRange source, int from, int count) {
    inParts(window, count, (part, at, size) -> source.into(part, from + at, size));
  }

  /** Copies the window's first elements to {@code to .. to + count - 1} of the target. */
  static void outOf(ByteBuffer window, HostRange target, int to, int count) {
    inParts(window, count, (part, at, size) -> target.outOf(part, to + at, size));
  }

  @FunctionalInterface
  private interface Part {
    void copy(ByteBuffer window, int at, int count);
  }

  private static void inParts(ByteBuffer window, int count, Part part) {
    if (count <= PART || ForkJoinPool.getCommonPoolParallelism() == 0) {
      for (int at = 0; at < count; at += PART) {
        copy(window, at, Math.min(PART, count - at), part);
      }
      return;
    }
    List<ForkJoinTask<?>> tasks = new ArrayList<>();
    for (int at = 0; at < count; at += PART) {
      int from = at;
      int size = Math.min(PART, count - at);
      tasks.add(ForkJoinTask.adapt(() -> copy(window, from, size, part)));
    }
    ForkJoinTask.invokeAll(tasks);
  }

  private static void copy(ByteBuffer window, int at, int count, Part part) {
    part.copy(window.slice(at * 4, count * 4).order(window.order()), at, count);
  }
}
