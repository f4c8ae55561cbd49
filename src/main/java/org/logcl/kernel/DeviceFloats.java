package org.logcl.kernel;

import org.logcl.opencl.DeviceBuffer;

/** Floats in a device's memory. */
final class DeviceFloats implements Floats {
  final DeviceBuffer buffer;
  private final boolean owned;

  DeviceFloats(DeviceBuffer buffer) {
    this(buffer, true);
  }

  private DeviceFloats(DeviceBuffer buffer, boolean owned) {
    this.buffer = buffer;
    this.owned = owned;
  }

  /** Floats in a buffer that somebody else closes. */
  static DeviceFloats lent(DeviceBuffer buffer) {
    return new DeviceFloats(buffer, false);
  }

  static DeviceBuffer of(Floats values) {
    return ((DeviceFloats) values).buffer;
  }

  @Override
  public long length() {
    return buffer.bytes() / 4;
  }

  @Override
  public void write(long at, float[] source, int from, int count) {
    buffer.write(at, source, from, count);
  }

  @Override
  public void read(long at, float[] target, int to, int count) {
    buffer.read(at, target, to, count);
  }

  @Override
  public void zero() {
    buffer.zero();
  }

  @Override
  public void close() {
    if (owned) {
      buffer.close();
    }
  }
}
