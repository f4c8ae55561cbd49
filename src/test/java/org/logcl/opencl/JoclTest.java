package org.logcl.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class JoclTest {
  @TempDir Path directory;

  @Test
  @EnabledOnOs(OS.LINUX)
  void theLibraryIsInSightWhereTheLoaderCacheListsIt() throws IOException {
    Path cache = directory.resolve("ld.so.cache");
    Files.writeString(
        cache, "libz.so.1\0/usr/lib/libz.so.1\0libOpenCL.so.1\0/opt/libOpenCL.so.1\0");
    assertTrue(Jocl.libraryInSight(cache, null));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theLibraryIsInSightWhereLdLibraryPathHasIt() throws IOException {
    Path cache = Files.writeString(directory.resolve("ld.so.cache"), "nothing of the kind");
    Path libraries = Files.createDirectory(directory.resolve("libraries"));
    boolean elsewhere = Jocl.libraryInSight(cache, libraries.toString());
    Files.createFile(libraries.resolve("libOpenCL.so.1"));
    assertTrue(Jocl.libraryInSight(cache, "/nowhere:" + libraries));
    assertEquals(elsewhere, Jocl.libraryInSight(cache, null), "it depends on this machine alone");
  }

  @Test
  void withoutALoaderCacheJoclFindsOut() {
    assertTrue(Jocl.libraryInSight(directory.resolve("none"), null));
  }

  @Test
  void aShortMessageIsTheReason() {
    String text = Jocl.explain("Implementation library could not be loaded.");
    assertTrue(
        text.startsWith(
            "The OpenCL library cannot be loaded: Implementation library could not be loaded. Install"),
        text);
  }

  @Test
  void ofTwoStackTracesTheLastErrorIsTheReason() {
    String text =
        Jocl.explain(
            """
            Error while loading native library "JOCL"
            Operating system name: Linux
            java.lang.UnsatisfiedLinkError: no JOCL in java.library.path: /lib
            \tat java.base/java.lang.System.loadLibrary(System.java:2006)
            Stack trace from the attempt to load the library as a resource:
            java.lang.UnsatisfiedLinkError: /t/libJOCL.so: failed to map segment
            \tat java.base/java.lang.System.load(System.java:1970)
            ---(end of nested stack traces)---
            """);
    assertTrue(text.contains("/t/libJOCL.so: failed to map segment. If that directory"), text);
    assertFalse(text.contains("\n") || text.contains("java.library.path"), text);
  }

  @Test
  void sweepingTakesOldDirectoriesOfOursAndNothingElse() throws IOException {
    Path old = leftover("logcl-jocl-1", "JOCL.dll");
    Path young = leftover("logcl-jocl-2", "JOCL.dll");
    Path foreign = leftover("something-else", "precious");
    Path link = Files.createSymbolicLink(directory.resolve("logcl-jocl-3"), foreign);
    Instant limit = Instant.now().minusSeconds(60);
    for (Path aged : new Path[] {old, foreign}) {
      Files.setLastModifiedTime(aged, FileTime.from(limit.minusSeconds(1)));
    }
    Jocl.sweep(directory, limit);
    assertFalse(Files.exists(old));
    assertTrue(Files.exists(young.resolve("JOCL.dll")));
    assertTrue(Files.exists(foreign.resolve("precious")));
    assertTrue(Files.isSymbolicLink(link));
  }

  private Path leftover(String name, String file) throws IOException {
    Path made = Files.createDirectory(directory.resolve(name));
    Files.createFile(made.resolve(file));
    return made;
  }
}
