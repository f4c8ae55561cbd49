package org.logcl.opencl;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jocl.CL;
import org.logcl.error.DeviceUnavailableException;

/**
 * Loads JOCL's native library, once, from a private directory.
 *
 * <p>JOCL unpacks its library to a fixed name in {@code java.io.tmpdir} and loads whatever file has
 * that name already: others on the host could plant code there, and two JVMs could race. So the
 * property points to a fresh directory that only this user can read while JOCL loads, and is put
 * back afterwards.
 */
final class Jocl {
  static final String WAY_OUT =
      "Install an OpenCL runtime (Debian, Ubuntu: apt-get install pocl-opencl-icd ocl-icd-libopencl1;"
          + " a GPU needs its vendor's driver), or use --device reference, which needs none.";

  private static boolean loaded;
  private static String diagnosis;

  private Jocl() {}

  /**
   * Loads the library on the first call; later calls repeat the first one's outcome.
   *
   * @throws DeviceUnavailableException where there is no OpenCL library or it cannot be loaded
   */
  static synchronized void load() {
    if (loaded) {
      return;
    }
    if (diagnosis == null) {
      diagnosis = tryToLoad();
    }
    if (diagnosis != null) {
      throw new DeviceUnavailableException(diagnosis);
    }
    loaded = true;
  }

  private static String tryToLoad() {
    if (!libraryInSight(Path.of("/etc/ld.so.cache"), System.getenv("LD_LIBRARY_PATH"))) {
      return "There is no OpenCL library (libOpenCL.so.1) on this machine. " + WAY_OUT;
    }
    String before = System.getProperty("java.io.tmpdir");
    Path directory = null;
    try {
      directory = Files.createTempDirectory("logcl-jocl-"); // 0700 on POSIX systems
      System.setProperty("java.io.tmpdir", directory.toString());
      CL.setExceptionsEnabled(false);
      return null;
    } catch (IOException e) {
      return "Cannot make a private directory for JOCL's native library in "
          + before
          + ": "
          + e.getMessage()
          + ".";
    } catch (LinkageError e) {
      // The first failure is an UnsatisfiedLinkError, every later one a NoClassDefFoundError that
      // no longer says why.
      return "The OpenCL library cannot be loaded: " + e.getMessage() + ". " + WAY_OUT;
    } finally {
      System.setProperty("java.io.tmpdir", before);
      deleteLater(directory);
    }
  }

  /**
   * Whether dlopen has a chance of finding libOpenCL. JOCL's native part writes to standard error
   * where it finds none, so glibc's own places are looked at first: its cache, LD_LIBRARY_PATH and
   * the default directories.
   */
  static boolean libraryInSight(Path loaderCache, String libraryPath) {
    if (!System.getProperty("os.name").startsWith("Linux") || !Files.isReadable(loaderCache)) {
      return true;
    }
    List<String> directories = new ArrayList<>(List.of("/lib", "/usr/lib", "/lib64", "/usr/lib64"));
    if (libraryPath != null) {
      directories.addAll(List.of(libraryPath.split("[:;]")));
    }
    for (String directory : directories) {
      if (new File(directory, "libOpenCL.so.1").exists()
          || new File(directory, "libOpenCL.so").exists()) {
        return true;
      }
    }
    try {
      return new String(Files.readAllBytes(loaderCache), StandardCharsets.ISO_8859_1)
          .contains("libOpenCL.so");
    } catch (IOException e) {
      return true; // then let JOCL find out
    }
  }

  private static void deleteLater(Path directory) {
    if (directory == null) {
      return;
    }
    File[] files = directory.toFile().listFiles();
    directory.toFile().deleteOnExit();
    if (files != null) {
      for (File file : files) {
        // A mapped library may be unlinked on POSIX systems; where it may not, it goes at exit.
        if (!file.delete()) {
          file.deleteOnExit();
        }
      }
    }
    File emptied = directory.toFile();
    if (!emptied.delete()) {
      emptied.deleteOnExit();
    }
  }
}
