package org.logcl.kernel;

import org.logcl.opencl.DeviceBuffer;

/** Ints in a device's memory. */
final class DeviceInts implements Ints {
  final DeviceBuffer buffer;

  DeviceInts(DeviceBuffer buffer) {
    this.buffer = buffer;
  }

  static DeviceBuffer of(Ints values) {
    return ((DeviceInts) values).buffer;
  }

  @Override
  public long length() {
    return buffer.bytes() / 4;
  }

  @Override
  public void write(long at, int[] source, int from, int count) {
    buffer.write(at, source, from, count);
  }

  @Override
  public void read(long at, int[] target, int to, int count) {
    buffer.read(at, target, to, count);
  }

  @Override
  public void zero() {
    buffer.zero();
  }

  @Override
  public void close() {
    buffer.close();
  }
}
