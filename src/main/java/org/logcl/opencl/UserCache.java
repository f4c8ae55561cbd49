package org.logcl.opencl;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What LogCL keeps for the user between runs: files that save time, found again by a key, and never
 * needed. So nothing here fails: what cannot be read is not there, what cannot be written is not
 * kept, and a debug message says why.
 *
 * <p>A file is its key, a SHA-256 of its content, and the content; it is taken only if both fit. It
 * is written beside its place and moved there in one step, so that processes may share the
 * directory. What is kept is handed to a driver as code: a directory that somebody else owns or may
 * write to is not used.
 */
public final class UserCache {
  /** Bytes kept at most; the files unused for longest go first. */
  static final long LIMIT = 64 << 20;

  private static final byte[] MAGIC = "LogCL\0\0\1".getBytes(StandardCharsets.US_ASCII);
  private static final int HASH_BYTES = 32;
  private static final int HEADER_BYTES = MAGIC.length + 2 * HASH_BYTES;
  private static final String SUFFIX = ".cache";
  private static final String TEMPORARY = ".cache-new";
  private static final Duration TEMPORARY_LIFE = Duration.ofHours(1);
  // A file that is used is marked so once a day, not at every use.
  private static final Duration FRESH = Duration.ofDays(1);

  // Null where nothing is kept.
  private final Path directory;
  private final long limit;

  /** A cache in this directory; null for none. */
  UserCache(Path directory, long limit) {
    this.directory = directory;
    this.limit = limit;
  }

  /** The user's cache: {@link CacheDirectory} says where. */
  public static UserCache ofThisUser() {
    return new UserCache(CacheDirectory.ofThisUser().orElse(null), LIMIT);
  }

  /** A cache that keeps nothing. */
  public static UserCache off() {
    return new UserCache(null, 0);
  }

  /** Whether this cache keeps nothing. */
  public boolean isOff() {
    return directory == null;
  }

  /** A key that differs wherever one of the parts does. */
  public static String key(String... parts) {
    MessageDigest digest = sha256();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * What was kept under this key.
   *
   * @param kind of content, a word in lower case
   * @param key from {@link #key}
   * @return empty where there is nothing, or nothing that is whole
   */
  public Optional<byte[]> read(String kind, String key) {
    if (directory == null) {
      return Optional.empty();
    }
    Path file = file(kind, key);
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (attributes.size() > limit || !isPrivate(directory)) {
        return Optional.empty();
      }
      byte[] bytes;
      // Not a channel, which would fail where the thread is interrupted.
      try (InputStream in = new FileInputStream(file.toFile())) {
        bytes = in.readAllBytes();
      }
      if (!isWhole(bytes, key)) {
        return Optional.empty();
      }
      markUsed(file, attributes.lastModifiedTime().toInstant());
      byte[] content = new byte[bytes.length - HEADER_BYTES];
      System.arraycopy(bytes, HEADER_BYTES, content, 0, content.length);
      return Optional.of(content);
    } catch (IOException | SecurityException e) {
      return Optional.empty(); // as a rule it is not there
    }
  }

  /**
   * Keeps content under this key, in place of what is there; as far as that is possible.
   *
   * @param kind of content, a word in lower case
   * @param key from {@link #key}
   */
  public void write(String kind, String key, byte[] content) {
    if (directory == null || content.length > limit - HEADER_BYTES) {
      return;
    }
    try {
      createPrivate(directory);
      if (!isPrivate(directory)) {
        tell(directory + " is not used: somebody else owns it or may write to it");
        return;
      }
      Path temporary = Files.createTempFile(directory, kind, TEMPORARY); // 0600 on POSIX systems
      try {
        try (OutputStream out = new FileOutputStream(temporary.toFile())) {
          out.write(MAGIC);
          out.write(HexFormat.of().parseHex(key));
          out.write(sha256().digest(content));
          out.write(content);
        }
        Files.move(
            temporary,
            file(kind, key),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary); // gone already if the move succeeded
      }
      tidy();
    } catch (IOException | DirectoryIteratorException | SecurityException e) {
      tell("nothing can be kept in " + directory + ": " + e);
    }
  }

  /**
   * Forgets what was kept under this key, as far as that is possible.
   *
   * @return whether there was something, and it is gone
   */
  public boolean delete(String kind, String key) {
    if (directory == null) {
      return false;
    }
    try {
      return isPrivate(directory) && Files.deleteIfExists(file(kind, key));
    } catch (IOException | SecurityException e) {
      tell("nothing can be deleted in " + directory + ": " + e);
      return false;
    }
  }

  /** Where the files are; empty where nothing is kept. */
  public Optional<Path> directory() {
    return Optional.ofNullable(directory);
  }

  private Path file(String kind, String key) {
    return directory.resolve(kind + "-" + key + SUFFIX);
  }

  private static boolean isWhole(byte[] bytes, String key) {
    if (bytes.length < HEADER_BYTES) {
      return false;
    }
    ByteBuffer header = ByteBuffer.wrap(bytes, 0, HEADER_BYTES);
    byte[] hash = HexFormat.of().parseHex(key);
    MessageDigest digest = sha256();
    digest.update(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES);
    ByteBuffer expected =
        ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).put(hash).put(digest.digest()).flip();
    return header.equals(expected);
  }

  private static void markUsed(Path file, Instant last) throws IOException {
    Instant now = Instant.now();
    if (last.isBefore(now.minus(FRESH))) {
      Files.setLastModifiedTime(file, FileTime.from(now));
    }
  }

  private static void createPrivate(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(directory);
    }
  }

  /** Whether only this user may put files there. What is no POSIX system is taken at its word. */
  private static boolean isPrivate(Path directory) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(directory, PosixFileAttributeView.class);
    if (view == null) {
      return true;
    }
    PosixFileAttributes attributes = view.readAttributes();
    Set<PosixFilePermission> permissions = attributes.permissions();
    return attributes.owner().getName().equals(System.getProperty("user.name"))
        && !permissions.contains(PosixFilePermission.GROUP_WRITE)
        && !permissions.contains(PosixFilePermission.OTHERS_WRITE);
  }

  private record Kept(Path file, long bytes, Instant used) {}

  /** Deletes what is over the limit, and what a process that was killed left half written. */
  private void tidy() throws IOException {
    List<Kept> kept = new ArrayList<>();
    Instant now = Instant.now();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX + "*")) {
      for (Path file : files) {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        Instant used = attributes.lastModifiedTime().toInstant();
        if (file.toString().endsWith(SUFFIX)) {
          kept.add(new Kept(file, attributes.size(), used));
        } else if (used.isBefore(now.minus(TEMPORARY_LIFE))) {
          Files.deleteIfExists(file);
        }
      }
    }
    long total = kept.stream().mapToLong(Kept::bytes).sum();
    kept.sort(Comparator.comparing(Kept::used));
    for (Kept oldest : kept) {
      if (total <= limit) {
        return;
      }
      Files.deleteIfExists(oldest.file());
      total -= oldest.bytes();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  private static void tell(String reason) {
    System.getLogger(UserCache.class.getName()).log(Level.DEBUG, reason);
  }
}
