package org.logcl.opencl;

import static org.logcl.opencl.Calls.check;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;
import org.logcl.error.DeviceUnavailableException;
import org.logcl.error.LogclException;

/** Finds the OpenCL devices of this machine. */
public final class OpenCl {
  // JOCL's CL_DEVICE_TYPE_ALL is sign-extended to -1, which some runtimes refuse with
  // CL_INVALID_DEVICE_TYPE.
  static final long DEVICE_TYPE_ALL = 0xFFFFFFFFL;
  private static final int PLATFORM_NOT_FOUND = -1001; // CL_PLATFORM_NOT_FOUND_KHR, of the loader

  private static final Pattern VERSION = Pattern.compile("OpenCL (\\d{1,4})\\.(\\d{1,4})");

  private OpenCl() {}

  /**
   * What was found.
   *
   * @param devices every usable device, in the runtime's order, which is not stable between starts
   * @param problems one line for each platform or device that failed to answer
   */
  public record Found(List<OpenClDevice> devices, List<String> problems) {}

  /**
   * All usable devices of all platforms. A platform that fails is reported among the problems; the
   * others still count.
   *
   * @throws DeviceUnavailableException where there is no OpenCL library, no platform, or no usable
   *     device; the message says what to install
   */
  // One thread at a time: on PoCL 3.1 alone, threads that ask together find nothing.
  public static synchronized Found devices() {
    Jocl.load();
    List<OpenClDevice> devices = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    List<String> empty = new ArrayList<>();
    for (cl_platform_id platform : platforms()) {
      String name = "an unnamed platform";
      try {
        name = platformName(platform);
        if (!addDevices(platform, name, devices, problems)) {
          empty.add(name);
        }
      } catch (LogclException e) {
        problems.add("OpenCL platform '" + name + "' does not answer: " + e.getMessage());
      }
    }
    if (devices.isEmpty()) {
      throw new DeviceUnavailableException(
          "The OpenCL library is there, but no platform offers a usable device."
              + problems.stream().map(" "::concat).collect(Collectors.joining())
              + withoutDevices(empty)
              + " "
              + Jocl.WAY_OUT);
    }
    return new Found(List.copyOf(devices), List.copyOf(problems));
  }

  private static cl_platform_id[] platforms() {
    int[] count = new int[1];
    int code = CL.clGetPlatformIDs(0, null, count);
    if (code == PLATFORM_NOT_FOUND || (code == CL.CL_SUCCESS && count[0] == 0)) {
      throw new DeviceUnavailableException(
          "The OpenCL library is there, but no OpenCL platform "
              + where(System.getenv("OCL_ICD_VENDORS"))
              + ". "
              + Jocl.WAY_OUT);
    }
    check(code, "clGetPlatformIDs", "this machine");
    cl_platform_id[] platforms = new cl_platform_id[count[0]];
    check(
        CL.clGetPlatformIDs(platforms.length, platforms, null), "clGetPlatformIDs", "this machine");
    return platforms;
  }

  private static String where(String vendors) {
    return vendors == null || vendors.isEmpty()
        ? "is installed"
        : "is in OCL_ICD_VENDORS=" + vendors + ", which replaces /etc/OpenCL/vendors";
  }

  /**
   * Whether the device compiles OpenCL C 1.2 and has the calls that LogCL makes.
   *
   * @param version what the device says, as {@code OpenCL 1.2 CUDA}
   */
  static boolean isRecentEnough(String version) {
    Matcher numbers = VERSION.matcher(version);
    if (!numbers.lookingAt()) {
      return false;
    }
    int major = Integer.parseInt(numbers.group(1));
    return major > 1 || (major == 1 && Integer.parseInt(numbers.group(2)) >= 2);
  }

  private static String withoutDevices(List<String> platforms) {
    if (platforms.isEmpty()) {
      return "";
    }
    // PoCL then writes its reason nowhere.
    String pocl =
        platforms.stream().anyMatch(name -> name.startsWith(DeviceInfo.POCL))
            ? " PoCL lists none where it cannot write to its cache: set POCL_CACHE_DIR."
            : "";
    return " Without a device: " + String.join(", ", platforms) + "." + pocl;
  }

  /** Returns whether the platform lists any device, usable or not. */
  private static boolean addDevices(
      cl_platform_id platform, String name, List<OpenClDevice> devices, List<String> problems) {
    int[] count = new int[1];
    int code = CL.clGetDeviceIDs(platform, DEVICE_TYPE_ALL, 0, null, count);
    if (code == CL.CL_DEVICE_NOT_FOUND || (code == CL.CL_SUCCESS && count[0] == 0)) {
      return false;
    }
    check(code, "clGetDeviceIDs", name);
    cl_device_id[] ids = new cl_device_id[count[0]];
    check(
        CL.clGetDeviceIDs(platform, DEVICE_TYPE_ALL, ids.length, ids, null),
        "clGetDeviceIDs",
        name);
    for (cl_device_id id : ids) {
      DeviceInfo info = info(id, name);
      if (number(id, CL.CL_DEVICE_AVAILABLE, 4, info.name()) == 0) {
        problems.add(info + " says it is not available.");
      } else if (number(id, CL.CL_DEVICE_COMPILER_AVAILABLE, 4, info.name()) == 0) {
        problems.add(info + " has no compiler for OpenCL C.");
      } else if (!isRecentEnough(info.version())) {
        problems.add(info + " is a device of '" + info.version() + "'; LogCL needs OpenCL 1.2.");
      } else {
        devices.add(new OpenClDevice(platform, id, info));
      }
    }
    return true;
  }

  private static DeviceInfo info(cl_device_id id, String platform) {
    String name = text(id, CL.CL_DEVICE_NAME, platform);
    return new DeviceInfo(
        platform,
        name,
        text(id, CL.CL_DEVICE_VENDOR, name),
        text(id, CL.CL_DEVICE_VERSION, name),
        text(id, CL.CL_DRIVER_VERSION, name),
        type(number(id, CL.CL_DEVICE_TYPE, 8, name)),
        (int) number(id, CL.CL_DEVICE_MAX_COMPUTE_UNITS, 4, name),
        number(id, CL.CL_DEVICE_GLOBAL_MEM_SIZE, 8, name),
        number(id, CL.CL_DEVICE_MAX_MEM_ALLOC_SIZE, 8, name),
        number(id, CL.CL_DEVICE_MAX_WORK_GROUP_SIZE, 8, name),
        text(id, CL.CL_DEVICE_EXTENSIONS, name).contains("cl_khr_fp64"));
  }

  private static DeviceInfo.Type type(long bits) {
    if ((bits & CL.CL_DEVICE_TYPE_GPU) != 0) {
      return DeviceInfo.Type.GPU;
    }
    return (bits & CL.CL_DEVICE_TYPE_CPU) != 0 ? DeviceInfo.Type.CPU : DeviceInfo.Type.OTHER;
  }

  private static String platformName(cl_platform_id platform) {
    return platformText(platform, CL.CL_PLATFORM_NAME);
  }

  /** The version of the platform, as {@code OpenCL 3.0 CUDA 12.4.131}. */
  static String platformVersion(cl_platform_id platform) {
    return platformText(platform, CL.CL_PLATFORM_VERSION);
  }

  private static String platformText(cl_platform_id platform, int parameter) {
    long[] size = new long[1];
    check(
        CL.clGetPlatformInfo(platform, parameter, 0, null, size),
        "clGetPlatformInfo",
        "a platform");
    byte[] bytes = new byte[(int) size[0]];
    check(
        CL.clGetPlatformInfo(platform, parameter, bytes.length, Pointer.to(bytes), null),
        "clGetPlatformInfo",
        "a platform");
    return string(bytes);
  }

  private static String text(cl_device_id id, int parameter, String device) {
    long[] size = new long[1];
    check(CL.clGetDeviceInfo(id, parameter, 0, null, size), "clGetDeviceInfo", device);
    byte[] bytes = new byte[(int) size[0]];
    check(
        CL.clGetDeviceInfo(id, parameter, bytes.length, Pointer.to(bytes), null),
        "clGetDeviceInfo",
        device);
    return string(bytes);
  }

  private static long number(cl_device_id id, int parameter, int bytes, String device) {
    ByteBuffer value = ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder());
    check(
        CL.clGetDeviceInfo(id, parameter, bytes, Pointer.toBuffer(value), null),
        "clGetDeviceInfo",
        device);
    return bytes == 4 ? Integer.toUnsignedLong(value.getInt(0)) : value.getLong(0);
  }

  /** A C string: up to the terminating zero, without the blanks that some drivers put around it. */
  private static String string(byte[] bytes) {
    int length = 0;
    while (length < bytes.length && bytes[length] != 0) {
      ++length;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8).strip();
  }
}
