package org.logcl.io;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.concurrent.ThreadLocalRandom;
import org.logcl.error.FileFailureException;

/**
 * Writes a file whole or not at all: into a temporary file beside the target, forced to disk, then
 * moved over it in one step. A symbolic link stays and its target is replaced; an existing file's
 * permissions are kept. What is no ordinary file ({@code /dev/stdout}, a pipe) is written straight.
 */
public final class AtomicFile {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int MOST_LINKS = 40;

  private AtomicFile() {}

  /**
   * Writes the target. The stream is buffered; closing it is allowed but not needed.
   *
   * @throws FileFailureException if it cannot be written; the target is then as it was, and nothing
   *     is left beside it. Whatever else {@code content} throws passes through after the same
   *     clean-up
   */
  public static void write(Path target, IoConsumer<OutputStream> content) {
    try {
      if (isSpecial(target)) {
        writeStraight(target, content);
        return;
      }
      Path file = followLinks(target);
      requireOrdinary(target, file);
      Path temporary = createBeside(target, file);
      try {
        fill(temporary, content);
        keepPermissions(file, temporary);
        Files.move(
            temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary); // gone already if the move succeeded
      }
    } catch (IOException e) {
      throw failure(target, InputFiles.reason(e), e);
    }
  }

  /**
   * Checks that {@link #write} would find a place to write, so that long work can fail before it
   * starts. Creates and deletes a temporary file beside the target; does not touch the target.
   *
   * @throws FileFailureException if it would not
   */
  public static void requireWritable(Path target) {
    try {
      if (isSpecial(target)) {
        if (!Files.isWritable(target)) {
          boolean there = Files.exists(target);
          throw failure(target, there ? "no permission" : "no such file or directory", null);
        }
        return;
      }
      Path file = followLinks(target);
      requireOrdinary(target, file);
      Files.delete(createBeside(target, file));
    } catch (IOException e) {
      throw failure(target, InputFiles.reason(e), e);
    }
  }

  /**
   * Whether to write straight. Names under /dev and /proc count even where they lead to an ordinary
   * file, as /dev/stdout does after a redirection: replacing that file would cut off what else the
   * process prints.
   */
  private static boolean isSpecial(Path target) {
    Path path = target.toAbsolutePath().normalize();
    if (Files.isDirectory(path)) {
      return false;
    }
    boolean device = path.startsWith("/dev") && !path.startsWith("/dev/shm");
    return device || path.startsWith("/proc") || (Files.exists(path) && !Files.isRegularFile(path));
  }

  private static void writeStraight(Path target, IoConsumer<OutputStream> content)
      throws IOException {
    // APPEND: a redirection's earlier output stays, and a device or pipe does not care.
    try (OutputStream out =
        new BufferedOutputStream(
            Files.newOutputStream(target, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
            BUFFER_BYTES)) {
      content.accept(out);
    }
  }

  private static Path followLinks(Path target) throws IOException {
    Path path = target.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(path); links++) {
      if (links == MOST_LINKS) {
        throw failure(target, "too many symbolic links", null);
      }
      path = path.resolveSibling(Files.readSymbolicLink(path));
    }
    return path;
  }

  private static void requireOrdinary(Path target, Path file) {
    if (Files.isDirectory(file)) {
      throw failure(target, "it is a directory; name a file", null);
    }
    if (Files.exists(file) && !Files.isWritable(file)) {
      throw failure(target, "no permission to replace the existing file", null);
    }
    Path parent = file.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw failure(target, "there is no directory " + parent + "; create it first", null);
    }
  }

  private static Path createBeside(Path target, Path file) throws IOException {
    while (true) {
      // Not Files.createTempFile: that gives mode 0600, and a model should have the user's usual
      // one. Not after the target's name: that may have the longest length already.
      long number = ThreadLocalRandom.current().nextLong();
      Path temporary = file.resolveSibling(String.format(".logcl-%016x.tmp", number));
      try {
        return Files.createFile(temporary);
      } catch (FileAlreadyExistsException tryAnotherNumber) {
        // Somebody's file by chance.
      } catch (IOException e) {
        String reason = "cannot create a file in " + file.getParent() + ": ";
        throw failure(target, reason + InputFiles.reason(e), e);
      }
    }
  }

  private static void fill(Path temporary, IoConsumer<OutputStream> content) throws IOException {
    // Not a FileChannel: that would fail when the thread is interrupted, just when an interrupted
    // training saves what it has.
    try (FileOutputStream file = new FileOutputStream(temporary.toFile());
        OutputStream out = new BufferedOutputStream(file, BUFFER_BYTES)) {
      // sync() needs the file open, whatever the writer does with its stream.
      content.accept(new UnclosedStream(out));
      out.flush();
      file.getFD().sync();
    }
  }

  private static void keepPermissions(Path from, Path to) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (view != null && Files.exists(from)) {
      view.setPermissions(Files.getPosixFilePermissions(from));
    }
  }

  private static FileFailureException failure(Path target, String reason, IOException cause) {
    return new FileFailureException("Cannot write " + target + ": " + reason, cause);
  }

  /** Passes everything on but the closing. */
  private static final class UnclosedStream extends FilterOutputStream {
    UnclosedStream(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length); // FilterOutputStream goes byte by byte
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
