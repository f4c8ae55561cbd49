package org.logcl.opencl;

/**
 * What an OpenCL device says of itself.
 *
 * @param platform name of its platform
 * @param name name of the device
 * @param vendor name of the vendor
 * @param version OpenCL version string
 * @param driver driver version string
 * @param type kind of device
 * @param computeUnits number of compute units
 * @param globalMemory bytes of global memory, as reported (some runtimes report nonsense on virtual
 *     machines)
 * @param largestBuffer bytes of the largest single buffer
 * @param largestGroup work-items of the largest work-group
 * @param fp64 whether double precision is there (LogCL's kernels do not need it)
 */
public record DeviceInfo(
    String platform,
    String name,
    String vendor,
    String version,
    String driver,
    Type type,
    int computeUnits,
    long globalMemory,
    long largestBuffer,
    long largestGroup,
    boolean fp64) {

  /** The name of PoCL's platform. */
  static final String POCL = "Portable Computing Language";

  /** Kinds of device. */
  public enum Type {
    /** A graphics processor. */
    GPU,
    /** The host's processor. */
    CPU,
    /** Anything else. */
    OTHER
  }

  /** Whether this is PoCL, the portable CPU implementation. */
  public boolean isPocl() {
    return platform.startsWith(POCL);
  }

  /**
   * Whether this device is there for checking rather than for work: llvmpipe and Oclgrind, orders
   * of magnitude slower.
   */
  public boolean isForChecking() {
    return name.contains("llvmpipe") || platform.contains("Oclgrind");
  }

  /** Name and platform on one line. */
  @Override
  public String toString() {
    return name + " (" + platform + ")";
  }
}
