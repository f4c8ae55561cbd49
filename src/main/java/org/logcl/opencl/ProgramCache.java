package org.logcl.opencl;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_device_id;
import org.jocl.cl_program;

/**
 * Compiled programs of a device, kept in the user's cache. A binary is used only with the source,
 * options, device and driver that made it, and only if the driver still takes it; whatever goes
 * wrong, the program is compiled from its source. Key and checksum matter for more than right
 * results: rusticl ends the process where a binary is not its own.
 */
final class ProgramCache {
  private static final String KIND = "program";

  private final UserCache cache;
  private final OpenClDevice device;

  ProgramCache(UserCache cache, OpenClDevice device) {
    this.cache = cache;
    this.device = device;
  }

  /**
   * The cache that suits the device. PoCL has none: it keeps its own, and to hand out a binary it
   * first compiles every kernel of the program, needed or not (docs/opencl.md has figures). Devices
   * for checking have none, so that what they check is the source.
   */
  static ProgramCache of(OpenClDevice device) {
    return new ProgramCache(pays(device.info()) ? UserCache.ofThisUser() : UserCache.off(), device);
  }

  static boolean pays(DeviceInfo device) {
    return !device.isPocl() && !device.isForChecking();
  }

  /**
   * The program, built and ready, from a kept binary; empty where there is none that works. The
   * caller releases it.
   */
  Optional<cl_program> load(Session session, String source, String options) {
    if (cache.isOff()) {
      return Optional.empty();
    }
    return cache
        .read(KIND, key(source, options))
        .flatMap(binary -> built(session, binary, options));
  }

  /** Keeps the binary of a program that was compiled from this source, if the driver gives it. */
  void store(cl_program program, String source, String options) {
    if (!cache.isOff()) {
      binary(program).ifPresent(binary -> cache.write(KIND, key(source, options), binary));
    }
  }

  private Optional<cl_program> built(Session session, byte[] binary, String options) {
    cl_device_id[] devices = {device.id};
    int[] status = new int[1];
    int[] code = new int[1];
    cl_program program =
        CL.clCreateProgramWithBinary(
            session.context(),
            1,
            devices,
            new long[] {binary.length},
            new byte[][] {binary},
            status,
            code);
    if (code[0] != CL.CL_SUCCESS) {
      return Optional.empty();
    }
    if (status[0] == CL.CL_SUCCESS
        && CL.clBuildProgram(program, 1, devices, options, null, null) == CL.CL_SUCCESS) {
      return Optional.of(program);
    }
    CL.clReleaseProgram(program);
    return Optional.empty();
  }

  private static Optional<byte[]> binary(cl_program program) {
    long[] size = new long[1]; // a session's programs have one device, so one binary
    int code =
        CL.clGetProgramInfo(
            program, CL.CL_PROGRAM_BINARY_SIZES, Sizeof.size_t, Pointer.to(size), null);
    if (code != CL.CL_SUCCESS || size[0] <= 0 || size[0] > UserCache.LIMIT) {
      return Optional.empty();
    }
    ByteBuffer binary = ByteBuffer.allocateDirect((int) size[0]);
    code =
        CL.clGetProgramInfo(
            program,
            CL.CL_PROGRAM_BINARIES,
            Sizeof.POINTER,
            Pointer.to(Pointer.toBuffer(binary)),
            null);
    if (code != CL.CL_SUCCESS) {
      return Optional.empty();
    }
    byte[] bytes = new byte[binary.capacity()];
    binary.get(bytes);
    return Optional.of(bytes);
  }

  private String key(String source, String options) {
    DeviceInfo info = device.info();
    return UserCache.key(
        source,
        options,
        info.platform(),
        OpenCl.platformVersion(device.platform),
        info.vendor(),
        info.name(),
        info.version(),
        info.driver());
  }
}
