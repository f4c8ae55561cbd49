package org.logcl.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.logcl.error.FileFailureException;

class AtomicFileTest {
  @TempDir Path directory;

  private static IoConsumer<OutputStream> text(String text) {
    return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> present() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static String failure(Path target) {
    String written =
        assertThrows(FileFailureException.class, () -> AtomicFile.write(target, text("new")))
            .getMessage();
    String checked =
        assertThrows(FileFailureException.class, () -> AtomicFile.requireWritable(target))
            .getMessage();
    assertEquals(written, checked); // the check says beforehand what writing would say
    return written;
  }

  @Test
  void createsAndReplaces() throws IOException {
    Path file = directory.resolve("out");
    AtomicFile.write(file, text("one"));
    assertEquals("one", Files.readString(file));
    AtomicFile.write(file, text("two"));
    assertEquals("two", Files.readString(file));
    assertEquals(List.of("out"), present());
  }

  @Test
  void theOldFileIsWholeUntilTheEnd() throws IOException {
    Path file = Files.writeString(directory.resolve("out"), "old");
    AtomicFile.write(
        file,
        out -> {
          out.write(new byte[1 << 20]);
          out.flush();
          assertEquals("old", Files.readString(file));
        });
    assertEquals(1 << 20, Files.size(file));
  }

  @Test
  void failuresLeaveNothing() throws IOException {
    Path old = Files.writeString(directory.resolve("old"), "old");
    IllegalStateException mistake = new IllegalStateException("mistake");
    for (Path file : List.of(old, directory.resolve("new"))) {
      String message =
          assertThrows(
                  FileFailureException.class,
                  () ->
                      AtomicFile.write(
                          file,
                          out -> {
                            out.write(new byte[1 << 20]);
                            throw new IOException("No space left on device");
                          }))
              .getMessage();
      assertEquals("Cannot write " + file + ": No space left on device", message);
      Throwable passed =
          assertThrows(
              IllegalStateException.class,
              () ->
                  AtomicFile.write(
                      file,
                      out -> {
                        throw mistake;
                      }));
      assertSame(mistake, passed);
    }
    assertEquals(List.of("old"), present());
    assertEquals("old", Files.readString(old));
  }

  @Test
  void writesInAnInterruptedThread() throws IOException {
    Path file = directory.resolve("out");
    Thread.currentThread().interrupt();
    AtomicFile.write(file, text("saved"));
    assertTrue(Thread.interrupted());
    assertEquals("saved", Files.readString(file));
  }

  @Test
  void closingTheStreamIsAllowed() throws IOException {
    Path file = directory.resolve("out");
    AtomicFile.write(
        file,
        out -> {
          out.write('x');
          out.close();
        });
    assertEquals("x", Files.readString(file));
  }

  @Test
  void saysWhyItCannotWrite() throws IOException {
    assertEquals(
        "Cannot write " + directory + ": it is a directory; name a file", failure(directory));
    Path orphan = directory.resolve("none").resolve("out");
    assertEquals(
        "Cannot write "
            + orphan
            + ": there is no directory "
            + orphan.getParent()
            + "; create it first",
        failure(orphan));
    Path plain = Files.writeString(directory.resolve("plain"), "x");
    assertTrue(failure(plain.resolve("out")).contains("there is no directory"));
    assertEquals(List.of("plain"), present());
  }

  @Test
  void theCheckTouchesNothing() throws IOException {
    Path old = Files.writeString(directory.resolve("old"), "old");
    AtomicFile.requireWritable(old);
    AtomicFile.requireWritable(directory.resolve("new"));
    AtomicFile.requireWritable(Path.of("logcl-no-parent.tmp"));
    assertEquals(List.of("old"), present());
    assertEquals("old", Files.readString(old));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aLinkStaysAndItsTargetIsReplaced() throws IOException {
    Path real = Files.createDirectory(directory.resolve("real")).resolve("out");
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("real", "out"));
    AtomicFile.write(link, text("one")); // the target does not exist yet
    assertEquals("one", Files.readString(real));
    AtomicFile.write(link, text("two"));
    assertEquals("two", Files.readString(real));
    assertTrue(Files.isSymbolicLink(link));
    Path loop = Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));
    assertEquals("Cannot write " + loop + ": too many symbolic links", failure(loop));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void permissionsAreTheUsualOnesOrThoseBefore() throws IOException {
    Path usual = Files.createFile(directory.resolve("usual"));
    Path file = directory.resolve("out");
    AtomicFile.write(file, text("one"));
    assertEquals(Files.getPosixFilePermissions(usual), Files.getPosixFilePermissions(file));
    Set<PosixFilePermission> before = PosixFilePermissions.fromString("rw-r-----");
    Files.setPosixFilePermissions(file, before);
    AtomicFile.write(file, text("two"));
    assertEquals(before, Files.getPosixFilePermissions(file));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void readOnlyPlacesAreRespected() throws IOException {
    Path file = Files.writeString(directory.resolve("old"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    Assumptions.assumeFalse(Files.isWritable(file), "root may write everything");
    assertTrue(failure(file).endsWith("no permission to replace the existing file"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
    String message = failure(directory.resolve("new"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    assertTrue(message.contains("cannot create a file in " + directory), message);
  }

  // No file can be created there, not even by root.
  @Test
  @EnabledOnOs(OS.LINUX)
  void placesWhereNothingCanBeCreated() {
    Path target = Path.of("/sys/logcl.model");
    assertTrue(failure(target).startsWith("Cannot write " + target + ": cannot create a file in"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void devicesAreWrittenStraight() {
    AtomicFile.requireWritable(Path.of("/dev/null"));
    AtomicFile.write(Path.of("/dev/null"), text("x"));
    AtomicFile.requireWritable(Path.of("/dev/full"));
    String message =
        assertThrows(
                FileFailureException.class, () -> AtomicFile.write(Path.of("/dev/full"), text("x")))
            .getMessage();
    assertEquals("Cannot write /dev/full: No space left on device", message);
    String missing = failure(Path.of("/dev/logcl-none"));
    assertEquals("Cannot write /dev/logcl-none: no such file or directory", missing);
  }

  /** As {@code --out /dev/stdout > file} does: what was printed before must stay. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aRedirectedStandardOutputIsAppendedTo() throws IOException, InterruptedException {
    Path redirected = directory.resolve("redirected");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.logcl.io.AtomicFileTest$Printer")
            .redirectOutput(redirected.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertEquals(0, process.waitFor());
    assertEquals("before\ninto it\n", Files.readString(redirected));
    assertEquals(List.of("redirected"), present());
  }

  /** Runs in a process of its own. */
  static final class Printer {
    public static void main(String[] arguments) {
      System.out.print("before\n");
      System.out.flush();
      AtomicFile.write(Path.of("/dev/stdout"), text("into it\n"));
    }
  }
}
