package org.logcl.opencl;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

  private static final String OTHER_TEMP =
      "If that directory is full, cannot be written or forbids executing files, start Java with"
          + " -Djava.io.tmpdir=ANOTHER; or use --device reference, which needs none.";

  private static final String PREFIX = "logcl-jocl-";
  private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

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
    Path directory;
    try {
      directory = privateDirectory();
    } catch (IOException e) {
      return "Cannot make a private directory for JOCL's native library in the temporary directory "
          + before
          + " ("
          + e
          + "). "
          + OTHER_TEMP;
    }
    try {
      System.setProperty("java.io.tmpdir", directory.toString());
      CL.setExceptionsEnabled(false);
      return null;
    } catch (LinkageError e) {
      // The first failure is an UnsatisfiedLinkError, every later one a NoClassDefFoundError that
      // no longer says why.
      return explain(e.getMessage() == null ? e + " " + e.getCause() : e.getMessage());
    } finally {
      System.setProperty("java.io.tmpdir", before);
      delete(directory);
    }
  }

  private static Path privateDirectory() throws IOException {
    // File.createTempFile reads the property once, at its first call, for good. Had another thread
    // its first call while the property points elsewhere, every later call would fail.
    Files.delete(File.createTempFile("logcl-", null).toPath());
    if (WINDOWS) {
      sweep(
          Path.of(System.getProperty("java.io.tmpdir")), Instant.now().minus(1, ChronoUnit.HOURS));
    }
    return Files.createTempDirectory(PREFIX); // 0700 on POSIX systems
  }

  /** What a failure to load means; JOCL's message may be two stack traces long. */
  static String explain(String message) {
    String text = message.strip();
    if (text.lines().count() == 1) {
      return "The OpenCL library cannot be loaded: " + text.replaceAll("\\.$", "") + ". " + WAY_OUT;
    }
    String reason =
        text.lines()
            .filter(line -> line.matches("(Caused by: )?[\\w.$]+(Error|Exception): .*"))
            .reduce((first, second) -> second)
            .orElse(text.lines().findFirst().orElse(""));
    return "JOCL's own native library cannot be loaded: " + reason + ". " + OTHER_TEMP;
  }

  /**
   * Whether dlopen has a chance of finding libOpenCL. JOCL's native part writes to standard output
   * where it finds none, so glibc's own places are looked at first: its cache, LD_LIBRARY_PATH and
   * the default directories, Debian's among them.
   */
  static boolean libraryInSight(Path loaderCache, String libraryPath) {
    if (!System.getProperty("os.name").startsWith("Linux") || !Files.isReadable(loaderCache)) {
      return true;
    }
    String triplet = System.getProperty("os.arch").replace("amd64", "x86_64") + "-linux-gnu";
    List<String> directories =
        new ArrayList<>(
            List.of(
                "/lib",
                "/usr/lib",
                "/lib64",
                "/usr/lib64",
                "/lib/" + triplet,
                "/usr/lib/" + triplet));
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

  /**
   * Deletes the directories that earlier runs left behind. Windows does not let go of a library
   * before its process ends; elsewhere nothing is left, and others may write to the directory. A
   * library in use survives, and so does a directory younger than {@code limit}, which may be about
   * to be used.
   */
  static void sweep(Path temporary, Instant limit) {
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(temporary, PREFIX + "*")) {
      for (Path leftover : leftovers) {
        if (Files.isDirectory(leftover, LinkOption.NOFOLLOW_LINKS)
            && Files.getLastModifiedTime(leftover).toInstant().isBefore(limit)) {
          delete(leftover);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Tidying is not worth a failure; the next run tries again.
    }
  }

  /** Deletes the directory and what is in it, as far as the system lets go of it. */
  private static void delete(Path directory) {
    File[] files = directory.toFile().listFiles();
    for (File file : files == null ? new File[0] : files) {
      file.delete(); // POSIX systems let go of a mapped file, Windows does not: see sweep
    }
    directory.toFile().delete();
  }
}
