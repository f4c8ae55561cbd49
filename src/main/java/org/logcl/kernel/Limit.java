package org.logcl.kernel;

/** What bounds the work on a device; {@link Limits} measures it. */
public enum Limit {
  /** Reading device memory once, in order. */
  READ("stream read", "GB/s", "readGBPerSecond"),
  /** Copying device memory: bytes read and bytes written together. */
  COPY("copy", "GB/s", "copyGBPerSecond"),
  /** Fused multiply-adds in float32 on all cores; each counts as two operations. */
  FMA("fma peak", "GFLOP/s", "fmaGflopPerSecond"),
  /** A launch that nobody waits for, one of many in a row. */
  LAUNCH("launch", "us", "launchMicroseconds"),
  /** A launch and the wait for it. */
  LAUNCH_AND_WAIT("launch and wait", "us", "launchAndWaitMicroseconds"),
  /** Copying an array from Java's heap to the device. */
  HOST_TO_DEVICE("host to device", "GB/s", "hostToDeviceGBPerSecond"),
  /** Copying an array from the device to Java's heap. */
  DEVICE_TO_HOST("device to host", "GB/s", "deviceToHostGBPerSecond");

  private final String label;
  private final String unit;
  private final String key;

  Limit(String label, String unit, String key) {
    this.label = label;
    this.unit = unit;
    this.key = key;
  }

  /** What it is, for people. */
  public String label() {
    return label;
  }

  /** The unit of its values: GB/s, GFLOP/s or us. */
  public String unit() {
    return unit;
  }

  /** Its name in JSON, unit included. */
  public String key() {
    return key;
  }

  /**
   * The value in this limit's unit.
   *
   * @param work bytes, operations or launches
   * @param seconds that they took
   */
  public double value(double work, double seconds) {
    return unit.equals("us") ? seconds * 1e6 / work : work / seconds / 1e9;
  }
}
