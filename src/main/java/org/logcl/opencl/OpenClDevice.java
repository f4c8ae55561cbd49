package org.logcl.opencl;

import org.jocl.CL;
import org.jocl.Pointer;
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

  /** Whether it works in the host's memory: a processor, or graphics in one. */
  boolean sharesMemory() {
    int[] unified = new int[1];
    @SuppressWarnings("deprecation") // 2.0 has no other way to ask
    int question = CL.CL_DEVICE_HOST_UNIFIED_MEMORY;
    int code = CL.clGetDeviceInfo(id, question, 4, Pointer.to(unified), null);
    boolean says = code == CL.CL_SUCCESS && unified[0] != 0; // a newer runtime may not know it
    return says || info.type() == DeviceInfo.Type.CPU;
  }

  @Override
  public String toString() {
    return info.toString();
  }
}
