package org.logcl.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.logcl.error.DeviceUnavailableException;
import org.logcl.testing.ChildJvm;
import org.logcl.testing.Devices;

/**
 * Loading, well and badly, each case in a process of its own with a temporary directory of its own.
 */
@Tag("device")
@EnabledOnOs(OS.LINUX)
class LoadingTest {
  private static final Path VENDORS = Path.of("/etc/OpenCL/vendors");

  @TempDir Path directory;
  private Path temporary;

  /** Looks for devices twice and prints what came of it. */
  static final class Find {
    private Find() {}

    public static void main(String[] arguments) throws Exception {
      String before = System.getProperty("java.io.tmpdir");
      switch (arguments.length == 0 ? "" : arguments[0]) {
        case "interrupted" -> {
          Thread.currentThread().interrupt();
          find();
          System.out.println("still interrupted: " + Thread.interrupted());
        }
        case "threads" -> findFromManyThreads();
        case "temporary files" -> {
          Logger jocl = makeTemporaryFilesWhileJoclLoads();
          find();
          jocl.setLevel(Level.OFF);
          Files.delete(File.createTempFile("after", null).toPath());
        }
        case "open session" -> {
          Session session = new Session(OpenCl.devices().devices().get(0));
          session.buffer("left open", 64).zero();
          System.out.println("open: " + session.openBuffers());
        }
        default -> {
          find();
          find();
        }
      }
      Files.readAllLines(Path.of("/proc/self/maps")).stream()
          .filter(line -> line.contains("libJOCL"))
          .map(line -> "mapped: " + line.substring(line.indexOf('/')))
          .distinct()
          .forEach(System.out::println);
      System.out.println("restored: " + before.equals(System.getProperty("java.io.tmpdir")));
    }

    private static void find() {
      try {
        OpenCl.Found found = OpenCl.devices();
        found.devices().forEach(device -> System.out.println("found: " + device));
        found.problems().forEach(problem -> System.out.println("problem: " + problem));
      } catch (DeviceUnavailableException e) {
        System.out.println("unavailable: " + e.getMessage());
      }
    }

    private static void findFromManyThreads() throws InterruptedException {
      CountDownLatch start = new CountDownLatch(1);
      List<Integer> counts = Collections.synchronizedList(new ArrayList<>());
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 8; ++i) {
        Thread thread =
            new Thread(
                () -> {
                  try {
                    start.await();
                  } catch (InterruptedException e) {
                    return;
                  }
                  counts.add(OpenCl.devices().devices().size());
                });
        thread.start();
        threads.add(thread);
      }
      start.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
      System.out.println("threads: " + counts.size() + " saw " + List.copyOf(counts.subList(0, 1)));
    }

    /** JOCL logs while it loads: a moment at which other code may run. */
    private static Logger makeTemporaryFilesWhileJoclLoads() {
      Logger logger = Logger.getLogger("org.jocl.LibUtils");
      logger.setLevel(Level.ALL);
      logger.setUseParentHandlers(false);
      logger.addHandler(
          new Handler() {
            @Override
            public void publish(LogRecord entry) {
              try {
                Files.delete(File.createTempFile("during", null).toPath());
                System.out.println("made a temporary file");
              } catch (IOException e) {
                System.out.println("failed: " + e);
              }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
          });
      return logger;
    }
  }

  @BeforeEach
  void makeTemporary() throws IOException {
    assertTrue(Devices.all().findAny().isPresent());
    temporary = Files.createDirectory(directory.resolve("temporary"));
  }

  private ChildJvm child(String... arguments) {
    return new ChildJvm(Find.class, arguments).option("-Djava.io.tmpdir=" + temporary);
  }

  private static String run(ChildJvm child) throws Exception {
    ChildJvm.Ended ended = child.run();
    assertEquals(0, ended.status(), ended.toString());
    assertTrue(ended.out().contains("restored: true"), ended.toString());
    return ended.out();
  }

  private String[] left() {
    return temporary.toFile().list();
  }

  /** Both times the same sentence, on one line. */
  private static void unavailable(String out, String part) {
    List<String> lines = out.lines().filter(line -> line.startsWith("unavailable: ")).toList();
    assertEquals(2, lines.size(), out);
    assertEquals(lines.get(0), lines.get(1));
    assertTrue(lines.get(0).contains(part), out);
    assertTrue(lines.get(0).contains("--device reference"), out);
  }

  @Test
  void theLibraryComesFromAPrivateDirectoryThatIsGoneAtOnce() throws Exception {
    String out = run(child());
    assertTrue(out.contains("found: "), out);
    String mapped = out.lines().filter(line -> line.startsWith("mapped: ")).findFirst().get();
    assertTrue(mapped.contains(temporary + "/logcl-jocl-"), mapped);
    assertTrue(mapped.endsWith(" (deleted)"), mapped);
    assertArrayEquals(new String[0], left());
  }

  @Test
  void aFileThatOthersPutInTheTemporaryDirectoryIsNotLoaded() throws Exception {
    String mapped = run(child()).replaceAll("(?s).*mapped: (\\S+).*", "$1");
    Path planted = temporary.resolve(Path.of(mapped).getFileName());
    Files.writeString(planted, "hostile");
    String out = run(child());
    assertTrue(out.contains("found: "), out);
    assertEquals("hostile", Files.readString(planted));
    assertArrayEquals(new String[] {planted.getFileName().toString()}, left());
  }

  @Test
  void twoProcessesMayLoadAtOnce() throws Exception {
    List<ChildJvm.Running> running = List.of(child().start(), child().start());
    for (ChildJvm.Running process : running) {
      ChildJvm.Ended ended = process.end();
      assertTrue(ended.out().contains("found: "), ended.toString());
    }
    assertArrayEquals(new String[0], left());
  }

  @Test
  void manyThreadsMayLoadAtOnce() throws Exception {
    String out = run(child("threads"));
    assertTrue(out.contains("threads: 8 saw ["), out);
    assertArrayEquals(new String[0], left());
  }

  @Test
  void anInterruptedThreadLoadsAndStaysInterrupted() throws Exception {
    String out = run(child("interrupted"));
    assertTrue(out.contains("found: ") && out.contains("still interrupted: true"), out);
  }

  @Test
  void otherThreadsMayMakeTemporaryFilesMeanwhile() throws Exception {
    String out = run(child("temporary files"));
    assertTrue(out.contains("made a temporary file"), out);
    assertFalse(out.contains("failed: "), out);
    assertArrayEquals(new String[0], left());
  }

  @Test
  void aProcessEndsWellWithASessionOpen() throws Exception {
    String out = run(child("open session"));
    assertTrue(out.contains("open: [left open]"), out);
  }

  @Test
  void aTemporaryDirectoryThatIsNotThereIsNamed() throws Exception {
    Files.delete(temporary);
    unavailable(run(child()), "Cannot make a private directory");
    assertTrue(run(child()).contains(temporary.toString()));
  }

  @Test
  void withoutAPlatformTheVariableThatHidesThemIsNamed() throws Exception {
    Path empty = Files.createDirectory(directory.resolve("vendors"));
    for (Path vendors : List.of(empty, directory.resolve("nowhere"))) {
      String out = run(child().with("OCL_ICD_VENDORS", vendors));
      unavailable(out, "no OpenCL platform is in OCL_ICD_VENDORS=" + vendors);
      assertArrayEquals(new String[0], left());
    }
  }

  @Test
  void aVendorFileThatNamesAMissingOrBrokenLibraryHidesNoOther() throws Exception {
    Path vendors = Files.createDirectory(directory.resolve("vendors"));
    Path garbage = Files.writeString(directory.resolve("libgarbage.so"), "not a library");
    Files.writeString(vendors.resolve("broken.icd"), garbage + "\n");
    Files.writeString(vendors.resolve("missing.icd"), "libThereIsNoSuchLibrary.so.1\n");
    Files.writeString(vendors.resolve("nothing.icd"), "");
    unavailable(run(child().with("OCL_ICD_VENDORS", vendors)), "no OpenCL platform is in");
    copyVendorFilesTo(vendors);
    String out = run(child().with("OCL_ICD_VENDORS", vendors));
    assertTrue(out.contains("found: "), out);
  }

  @Test
  void aPlatformThatFailsIsReportedBesideTheOthers() throws Exception {
    Path vendors = Files.createDirectory(directory.resolve("vendors"));
    Path library = directory.resolve("libbroken.so");
    Path source = Path.of(LoadingTest.class.getResource("broken_platform.c").toURI());
    require("cc", "-shared", "-fPIC", "-o", library.toString(), source.toString());
    Files.writeString(vendors.resolve("broken.icd"), library + "\n");
    String problem = "clGetDeviceIDs failed on Broken Platform: CL_INVALID_VALUE (-30)";
    unavailable(run(child().with("OCL_ICD_VENDORS", vendors)), problem);
    copyVendorFilesTo(vendors);
    String out = run(child().with("OCL_ICD_VENDORS", vendors));
    assertTrue(out.contains("found: "), out);
    assertTrue(out.contains("problem: OpenCL platform 'Broken Platform'"), out);
    assertTrue(out.contains(problem), out);
  }

  @Test
  void aPlatformWithoutDevicesIsNamedAndPoclsUsualReasonGiven() throws Exception {
    Path pocl = VENDORS.resolve("pocl.icd");
    assumeTrue(Files.exists(pocl), "PoCL is not here");
    String out = run(child().with("OCL_ICD_VENDORS", pocl).with("POCL_CACHE_DIR", "/proc/none"));
    unavailable(out, "Without a device: Portable Computing Language. PoCL lists none where");
    assertTrue(out.contains("POCL_CACHE_DIR"), out);
  }

  /** rusticl refuses JOCL's own constant for all devices. */
  @Test
  void rusticlsDeviceIsFound() throws Exception {
    Path rusticl = VENDORS.resolve("rusticl.icd");
    assumeTrue(Files.exists(rusticl), "rusticl is not here");
    String out = run(child().with("OCL_ICD_VENDORS", rusticl).with("RUSTICL_ENABLE", "llvmpipe"));
    assertTrue(out.contains("found: llvmpipe") && !out.contains("problem: "), out);
  }

  @Test
  void aLibraryThatCannotBeLoadedIsReportedTheSameEveryTime() throws Exception {
    Path libraries = Files.createDirectory(directory.resolve("libraries"));
    for (String name : List.of("libOpenCL.so.1", "libOpenCL.so")) {
      Files.writeString(libraries.resolve(name), "not a library");
    }
    String out = run(child().with("LD_LIBRARY_PATH", libraries));
    unavailable(out, "The OpenCL library cannot be loaded: ");
    assertArrayEquals(new String[0], left());
  }

  /** Hides the library in a mount namespace of the child's own, which needs privileges. */
  @Test
  void withoutTheLibraryTheWayOutIsSaidAndNothingElsePrinted() throws Exception {
    Path script = Path.of(LoadingTest.class.getResource("without_opencl.sh").toURI());
    String scratch = Files.createDirectory(directory.resolve("overlay")).toString();
    require("unshare", "-m", "sh", script.toString(), scratch, "true");
    String out = run(child().startedBy("unshare", "-m", "sh", script.toString(), scratch));
    unavailable(out, "There is no OpenCL library (libOpenCL.so.1) on this machine.");
    assertTrue(out.contains("apt-get install pocl-opencl-icd"), out);
    assertFalse(out.contains("Could not load"), out); // JOCL's own words, on standard output
    assertFalse(out.contains("mapped: "), out);
  }

  @Test
  void aTemporaryDirectoryThatForbidsExecutingIsExplained() throws Exception {
    String mount = "mount -t tmpfs -o noexec tmpfs " + temporary + " && exec \"$@\"";
    require("unshare", "-m", "sh", "-c", mount, "sh", "true");
    String out = run(child().startedBy("unshare", "-m", "sh", "-c", mount, "sh"));
    unavailable(out, "JOCL's own native library cannot be loaded: java.lang.UnsatisfiedLinkError");
    assertTrue(out.contains("-Djava.io.tmpdir"), out);
  }

  /** Skips where this machine cannot run the command. */
  private static void require(String... command) throws Exception {
    String said;
    int status;
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      status = process.waitFor();
    } catch (IOException e) {
      said = e.getMessage();
      status = -1;
    }
    assumeTrue(status == 0, "cannot run " + String.join(" ", command) + ": " + said);
  }

  private static void copyVendorFilesTo(Path target) throws IOException {
    String set = System.getenv("OCL_ICD_VENDORS");
    Path source = set == null || set.isEmpty() ? VENDORS : Path.of(set);
    Path folder = Files.isDirectory(source) ? source : source.toAbsolutePath().getParent();
    String pattern = Files.isDirectory(source) ? "*.icd" : source.getFileName().toString();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
      for (Path file : files) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
  }
}
