package org.logcl.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.logcl.error.TrainingInterruptedException;

/**
 * Ctrl-C and SIGTERM: the working thread is interrupted and gets time to clean up. The JVM gives
 * the exit code, 130 and 143.
 */
final class Interruption {
  private static final long PATIENCE_SECONDS = 5;

  private Interruption() {}

  /**
   * From now on the JVM's end waits for this thread, a little.
   *
   * @return to be counted down when the work is done
   */
  static CountDownLatch guard() {
    Thread worker = Thread.currentThread();
    CountDownLatch done = new CountDownLatch(1);
    Thread hook = new Thread(() -> interrupt(worker, done), "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    return done;
  }

  private static void interrupt(Thread worker, CountDownLatch done) {
    if (done.getCount() == 0) {
      return;
    }
    worker.interrupt();
    try {
      if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("logcl: Interrupted.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Stops what is being done where the thread was interrupted.
   *
   * @param what is being done, as the beginning of a sentence
   */
  static void check(String what) {
    TrainingInterruptedException.check(what + " was interrupted; nothing was written.");
  }
}
