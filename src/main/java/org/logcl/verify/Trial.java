package org.logcl.verify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.logcl.error.TrainingInterruptedException;
import org.logcl.kernel.Backend;
import org.logcl.kernel.TwinBackend;

/** A device and the twin side by side, and what was found so far. */
public final class Trial {
  /** The device under test. */
  public final Backend device;

  /** The twin. */
  public final Backend twin = new TwinBackend();

  /** Kernels of the device on host arrays. */
  public final Guarded onDevice;

  /** Kernels of the twin on host arrays. */
  public final Guarded onTwin = new Guarded(twin);

  final GuardedPasses passesOnDevice;
  final GuardedPasses passesOnTwin = new GuardedPasses(twin);
  private final Map<String, Comparison> stages = new LinkedHashMap<>();
  private final Listener listener;
  private String round = "";

  Trial(Backend device, Listener listener) {
    this.device = device;
    this.listener = listener;
    onDevice = new Guarded(device);
    passesOnDevice = new GuardedPasses(device);
  }

  /**
   * The stage of this name; stages are reported in the order in which they were first asked for.
   */
  public Comparison stage(String name) {
    return stages.computeIfAbsent(
        name, stage -> new Comparison(stage, (where, i) -> where + ", index " + i + round));
  }

  /** A stage that names its values in its own way. */
  Comparison stage(String name, Comparison.Naming naming) {
    return stages.computeIfAbsent(name, stage -> new Comparison(stage, naming));
  }

  /** From now on messages say that inputs come from this seed. */
  void begin(long seed) {
    round = ", seed " + seed;
  }

  /**
   * So many values of the check that runs are done.
   *
   * @throws TrainingInterruptedException where the thread is interrupted; its interrupt flag stays
   *     set
   */
  public void progress(long done, long whole) {
    throwIfInterrupted();
    listener.progress(done, whole);
  }

  void throwIfInterrupted() {
    TrainingInterruptedException.check("Verifying was interrupted; nothing was written.");
  }

  List<Stage> results() {
    return stages.values().stream().map(Comparison::result).toList();
  }
}
