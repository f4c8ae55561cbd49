package org.logcl.opencl;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads several buffers in one wait: the device copies them into one, which is read. A wait costs
 * as much as a small kernel, the copies next to nothing. Large ones are read one by one.
 */
public final class JointRead {
  /** Bytes that are joined at most. */
  static final int MOST_BYTES = 256 << 10;

  private final Session session;
  private final List<DeviceBuffer> sources = new ArrayList<>();
  private final List<HostRange> targets = new ArrayList<>();

  JointRead(Session session) {
    this.session = session;
  }

  /** Fills the array with the first elements of a buffer. */
  public JointRead add(DeviceBuffer source, float[] target) {
    source.requireRange(0, target.length, target.length, 0);
    return add(source, HostRange.of(target, 0, target.length));
  }

  /** Fills the array with the first elements of a buffer. */
  public JointRead add(DeviceBuffer source, int[] target) {
    source.requireRange(0, target.length, target.length, 0);
    return add(source, HostRange.of(target, 0, target.length));
  }

  private JointRead add(DeviceBuffer source, HostRange target) {
    sources.add(source);
    targets.add(target);
    return this;
  }

  /**
   * Fills the arrays, after all launches.
   *
   * @throws org.logcl.error.DeviceException where it fails, or a launch before it did
   */
  public void run() {
    long bytes = targets.stream().mapToLong(target -> target.count * 4L).sum();
    if (sources.size() > 1 && bytes <= MOST_BYTES) {
      session.transfers().readJointly(sources, targets, (int) bytes);
      return;
    }
    for (int i = 0; i < sources.size(); ++i) {
      session.transfers().read(sources.get(i), 0, targets.get(i));
    }
  }
}
