package org.logcl.cli;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.logcl.error.LogclException;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Devices.Choice;

/**
 * A device that is being opened while the command reads its data: loading OpenCL and compiling the
 * kernels takes as long as reading a small file. What goes wrong is told where the device is asked
 * for, after what goes wrong with the data. Closing waits for a device that nobody came to ask for:
 * a runtime must not be in the middle of its start when the process ends.
 */
final class Opening implements AutoCloseable {
  private final FutureTask<Choice> choice;
  private final BiConsumer<Backend, Output> check;
  private boolean taken;

  private Opening(Supplier<Choice> chooser, BiConsumer<Backend, Output> check) {
    choice = new FutureTask<>(chooser::get);
    this.check = check;
  }

  /**
   * Begins.
   *
   * @param chooser opens the device
   * @param check looks at the open device before it is handed out
   */
  static Opening begin(Supplier<Choice> chooser, BiConsumer<Backend, Output> check) {
    Opening opening = new Opening(chooser, check);
    Thread thread = new Thread(opening.choice, "opening the device");
    thread.setDaemon(true);
    thread.start();
    return opening;
  }

  /** Waits until the device is open, says which and why, and gives it to the caller to close. */
  Backend open(Output output) {
    taken = true; // what failed to open needs no closing
    Choice chosen = await();
    taken = false;
    output.say("device: " + chosen.reason());
    check.accept(chosen.backend(), output);
    taken = true;
    return chosen.backend();
  }

  /** Closes the device, unless somebody has it. */
  @Override
  public void close() {
    if (taken) {
      return;
    }
    taken = true;
    Choice chosen;
    try {
      chosen = await();
    } catch (LogclException e) {
      return; // open() has told it, or the command ends for another reason, which counts
    }
    chosen.backend().close();
  }

  /** Not to be interrupted, as calls of OpenCL are not; an interrupt is kept for later. */
  private Choice await() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return choice.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          if (e.getCause() instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) e.getCause();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
