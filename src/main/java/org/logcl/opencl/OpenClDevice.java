package org.logcl.opencl;

import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/** A device that was found, and its handles. Handles live as long as the process. */
public final class OpenClDevice {
  final cl_platform_id platform;
  final cl_device_id id;
  private final DeviceInfo info;

  OpenClDevice(cl_platform_id platform, cl_device_id id, DeviceInfo info) {
    this.platform = platform;
    this.id = id;
    this.info = info;
  }

  /** What the device says of itself. */
  public DeviceInfo info() {
    return info;
  }

  @Override
  public String toString() {
    return info.toString();
  }
}
