package org.logcl.kernel;

import java.util.IdentityHashMap;
import org.logcl.numerics.Orders;
import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Session;

/** Features in a device's memory: brought for one use, or kept for many. */
final class DeviceFeatures implements AutoCloseable {
  private final Session session;
  private final IdentityHashMap<float[], DeviceBuffer> kept = new IdentityHashMap<>();

  DeviceFeatures(Session session) {
    this.session = session;
  }

  /** Those that are kept, or new ones. */
  Floats of(String name, float[] content) {
    DeviceBuffer there = kept.get(content);
    return there == null ? new DeviceFloats(brought(name, content)) : DeviceFloats.lent(there);
  }

  Kept keep(String name, float[] content) {
    if (kept.containsKey(content)) {
      throw new IllegalStateException("The device keeps '" + name + "' already: close that first.");
    }
    DeviceBuffer there = brought(name, content);
    kept.put(content, there);
    return () -> {
      if (kept.remove(content, there)) {
        there.close();
      }
    };
  }

  private DeviceBuffer brought(String name, float[] content) {
    return session.buffer(name, content, (long) content.length + Orders.LANES);
  }

  @Override
  public void close() {
    kept.values().forEach(DeviceBuffer::close);
    kept.clear();
  }
}
