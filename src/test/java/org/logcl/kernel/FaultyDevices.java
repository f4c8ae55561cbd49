package org.logcl.kernel;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.logcl.opencl.DeviceInfo;
import org.logcl.opencl.OpenCl;
import org.logcl.opencl.OpenClDevice;
import org.logcl.opencl.PretendedDevice;

/** A machine with a GPU that has a fault, and perhaps with a good OpenCL CPU device. */
public final class FaultyDevices {
  private static final OpenClDevice GPU = PretendedDevice.of(DeviceInfo.Type.GPU, "Broken GPU");
  private static final OpenClDevice CPU = PretendedDevice.of(DeviceInfo.Type.CPU, "Good CPU");

  private final AtomicInteger open = new AtomicInteger();
  private final Fault fault;

  /** A machine whose GPU has the fault. */
  public FaultyDevices(Fault fault) {
    this.fault = fault;
  }

  /** The GPU and the CPU device. */
  public Devices both() {
    return devices(List.of(CPU, GPU));
  }

  /** The GPU alone. */
  public Devices gpu() {
    return devices(List.of(GPU));
  }

  /** How many devices are open. */
  public int open() {
    return open.get();
  }

  private Devices devices(List<OpenClDevice> there) {
    return new Devices(() -> new OpenCl.Found(there, List.of()), this::opened);
  }

  private Backend opened(OpenClDevice device) {
    open.incrementAndGet();
    Backend twin = new TwinBackend();
    return device == GPU
        ? FaultyBackend.of(twin, fault, device.toString(), open::decrementAndGet)
        : FaultyBackend.of(twin, Fault.NONE, device.toString(), open::decrementAndGet);
  }
}
