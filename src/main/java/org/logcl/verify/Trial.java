package org.logcl.verify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private final Map<String, Comparison> stages = new LinkedHashMap<>();

  Trial(Backend device) {
    this.device = device;
    onDevice = new Guarded(device);
  }

  /**
   * The stage of this name; stages are reported in the order in which they were first asked for.
   */
  public Comparison stage(String name) {
    return stages.computeIfAbsent(name, Comparison::new);
  }

  List<Stage> results() {
    return stages.values().stream().map(Comparison::result).toList();
  }
}
