package org.logcl.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;

/**
 * Spreads independent items over the cores. Which thread does an item can never change a bit: items
 * share no sum.
 */
public final class Parallel {
  // Below so many multiply-adds a hand-over to another thread costs more than it saves.
  private static final long GRAIN = 1 << 16;

  private Parallel() {}

  /** Work on the items from one number up to, and without, another. */
  @FunctionalInterface
  public interface Body {
    /** Does it. */
    void run(int from, int to);
  }

  /**
   * Runs the body over {@code 0 .. items - 1}, in contiguous parts, and waits.
   *
   * @param cost multiply-adds of one item, roughly
   */
  public static void forItems(int items, long cost, Body body) {
    int threads = ForkJoinPool.getCommonPoolParallelism() + 1;
    // A few parts a thread, so that a thread that is held up does not hold up the whole.
    long parts = Math.min(Math.min(items, 4L * threads), items * Math.max(1, cost) / GRAIN);
    if (threads == 1 || parts <= 1) {
      body.run(0, items);
      return;
    }
    List<ForkJoinTask<?>> tasks = new ArrayList<>();
    for (long part = 0; part < parts; ++part) {
      int from = (int) (items * part / parts);
      int to = (int) (items * (part + 1) / parts);
      tasks.add(ForkJoinTask.adapt(() -> body.run(from, to)));
    }
    ForkJoinTask.invokeAll(tasks);
  }
}
