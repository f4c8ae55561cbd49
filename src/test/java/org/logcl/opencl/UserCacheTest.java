package org.logcl.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.logcl.testing.ChildJvm;

class UserCacheTest {
  private static final String KEY = UserCache.key("source", "options");
  private static final byte[] CONTENT = {1, 2, 3, -4};

  @TempDir Path temporary;

  private Path directory() {
    return temporary.resolve("home/cache");
  }

  private UserCache cache() {
    return new UserCache(directory(), UserCache.LIMIT);
  }

  private Path file() {
    return directory().resolve("kind-" + KEY + ".cache");
  }

  private static long files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.count();
    }
  }

  @Test
  void whatWasKeptIsFound() throws IOException {
    assertTrue(cache().read("kind", KEY).isEmpty());
    cache().write("kind", KEY, CONTENT);
    assertArrayEquals(CONTENT, cache().read("kind", KEY).orElseThrow());
    assertTrue(cache().read("other", KEY).isEmpty());
    assertTrue(cache().read("kind", UserCache.key("source", "other")).isEmpty());
    cache().write("kind", KEY, new byte[0]);
    assertEquals(0, cache().read("kind", KEY).orElseThrow().length);
    assertEquals(1, files(directory()), "nothing is left beside it");
  }

  @Test
  void aKeyDiffersWhereAPartDoes() {
    assertEquals(64, KEY.length());
    assertNotEquals(UserCache.key("ab", "c"), UserCache.key("a", "bc"));
    assertNotEquals(UserCache.key("a"), UserCache.key("a", ""));
    assertEquals(UserCache.key("a", "b"), UserCache.key("a", "b"));
  }

  @Test
  void everyDamagedByteIsNoticed() throws IOException {
    cache().write("kind", KEY, CONTENT);
    byte[] whole = Files.readAllBytes(file());
    for (int i = 0; i < whole.length; ++i) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 1;
      Files.write(file(), damaged);
      assertTrue(cache().read("kind", KEY).isEmpty(), "byte " + i);
      Files.write(file(), Arrays.copyOf(whole, i));
      assertTrue(cache().read("kind", KEY).isEmpty(), "cut at " + i);
    }
    Files.write(file(), Arrays.copyOf(whole, whole.length + 1));
    assertTrue(cache().read("kind", KEY).isEmpty(), "a byte too many");
    cache().write("kind", KEY, CONTENT);
    assertTrue(cache().read("kind", KEY).isPresent(), "it is written again");
  }

  @Test
  void aFileOfAnotherKeyIsRefused() throws IOException {
    String other = UserCache.key("another source");
    cache().write("kind", KEY, CONTENT);
    Files.move(file(), directory().resolve("kind-" + other + ".cache"));
    assertTrue(cache().read("kind", other).isEmpty());
  }

  @Test
  void whereNothingCanBeWrittenNothingIsKeptAndNothingFails() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));
    for (Path hopeless : new Path[] {file, file.resolve("below"), Path.of("/proc/none/here")}) {
      UserCache cache = new UserCache(hopeless, UserCache.LIMIT);
      cache.write("kind", KEY, CONTENT);
      assertTrue(cache.read("kind", KEY).isEmpty());
    }
    Files.createDirectories(file());
    Files.createFile(file().resolve("in the way"));
    cache().write("kind", KEY, CONTENT);
    assertTrue(cache().read("kind", KEY).isEmpty());
    assertEquals(1, files(directory()));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void onlyTheUserMayWriteToIt() throws IOException {
    cache().write("kind", KEY, CONTENT);
    assertEquals("rwx------", permissions(directory()));
    assertEquals("rw-------", permissions(file()));
    for (String open : new String[] {"rwxrwx---", "rwx----w-"}) {
      Files.setPosixFilePermissions(directory(), PosixFilePermissions.fromString(open));
      assertTrue(cache().read("kind", KEY).isEmpty(), open);
      cache().write("other", KEY, CONTENT);
      assertEquals(1, files(directory()), open);
    }
    Files.setPosixFilePermissions(directory(), PosixFilePermissions.fromString("rwxr-xr-x"));
    assertTrue(cache().read("kind", KEY).isPresent());
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void theFilesUnusedForLongestGoFirst() throws IOException {
    UserCache small = new UserCache(directory(), 3 * (72 + 100));
    Instant now = Instant.now();
    for (int i = 0; i < 3; ++i) {
      small.write("kind", UserCache.key("" + i), new byte[100]);
      Files.setLastModifiedTime(
          directory().resolve("kind-" + UserCache.key("" + i) + ".cache"),
          FileTime.from(now.minusSeconds(100_000L * (3 - i))));
    }
    assertTrue(small.read("kind", UserCache.key("0")).isPresent(), "and so it is used last");
    Path foreign = Files.write(directory().resolve("foreign"), new byte[1000]);
    small.write("kind", KEY, new byte[100]);
    assertTrue(small.read("kind", KEY).isPresent());
    assertTrue(small.read("kind", UserCache.key("0")).isPresent());
    assertTrue(small.read("kind", UserCache.key("1")).isEmpty());
    assertTrue(small.read("kind", UserCache.key("2")).isPresent());
    assertTrue(Files.exists(foreign));
    small.write("kind", UserCache.key("too large"), new byte[3 * 172]);
    assertTrue(small.read("kind", KEY).isPresent(), "nothing makes room for what never fits");
  }

  @Test
  void whatAKilledProcessLeftGoesAfterAnHour() throws IOException {
    cache().write("kind", KEY, CONTENT);
    Path old = Files.createFile(directory().resolve("kind1.cache-new"));
    Path young = Files.createFile(directory().resolve("kind2.cache-new"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(4000)));
    cache().write("kind", KEY, CONTENT);
    assertFalse(Files.exists(old));
    assertTrue(Files.exists(young));
  }

  @Test
  void aCacheThatIsOffKeepsNothing() {
    assertTrue(UserCache.off().isOff());
    assertFalse(cache().isOff());
    UserCache.off().write("kind", KEY, CONTENT);
    assertTrue(UserCache.off().read("kind", KEY).isEmpty());
  }

  @Test
  void anInterruptIsNoReasonToKeepNothing() {
    Thread.currentThread().interrupt();
    cache().write("kind", KEY, CONTENT);
    Optional<byte[]> read = cache().read("kind", KEY);
    assertTrue(Thread.interrupted());
    assertTrue(read.isPresent());
  }

  @Test
  void threadsAndProcessesMayShareIt() throws Exception {
    List<ChildJvm.Running> children = new ArrayList<>();
    for (int i = 0; i < 2; ++i) {
      children.add(new ChildJvm(Child.class, directory().toString(), "" + i).start());
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Integer>> results = new ArrayList<>();
      for (int i = 0; i < 4; ++i) {
        int mark = 10 + i;
        Callable<Integer> task = () -> writeAndRead(directory(), mark);
        results.add(threads.submit(task));
      }
      for (Future<Integer> result : results) {
        assertEquals(0, result.get());
      }
    } finally {
      threads.shutdownNow();
    }
    for (ChildJvm.Running child : children) {
      ChildJvm.Ended ended = child.end();
      assertEquals(0, ended.status(), ended::toString);
    }
    assertEquals(1, files(directory()));
  }

  /**
   * Writes one of several contents and reads whichever is there; returns how many were not whole.
   */
  private static int writeAndRead(Path directory, int mark) {
    UserCache cache = new UserCache(directory, UserCache.LIMIT);
    byte[] content = new byte[50_000 + mark];
    Arrays.fill(content, (byte) mark);
    int broken = 0;
    for (int round = 0; round < 100; ++round) {
      cache.write("kind", KEY, content);
      byte[] read = cache.read("kind", KEY).orElse(new byte[0]);
      boolean whole = read.length > 50_000 - 1;
      for (byte value : read) {
        whole &= value == read.length - 50_000;
      }
      broken += whole ? 0 : 1;
    }
    return broken;
  }

  /** Another process at the same cache. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      System.exit(writeAndRead(Path.of(arguments[0]), Integer.parseInt(arguments[1])));
    }
  }
}
