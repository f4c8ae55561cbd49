package org.logcl.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.logcl.error.FileFailureException;
import org.logcl.error.InputException;

/** What every reader says of a file that cannot be opened. */
final class InputFiles {
  private InputFiles() {}

  /**
   * Checks that there is something to open.
   *
   * @param what names the kind of file, such as "Model file"
   */
  static void requirePresent(Path file, String what) {
    if (!Files.exists(file)) {
      throw new InputException(what + " " + file + " does not exist; check the path");
    }
    if (Files.isDirectory(file)) {
      throw new InputException(what + " " + file + " is a directory; name a file");
    }
    if (!Files.isReadable(file)) {
      throw new FileFailureException(
          what + " " + file + " cannot be read: no permission; check its owner and mode");
    }
  }

  /** The exception for a failure while reading. */
  static FileFailureException failure(Path file, String what, IOException cause) {
    return new FileFailureException(
        what + " " + file + " could not be read: " + reason(cause), cause);
  }

  /** What the system says; NIO's exceptions often carry just the path. */
  static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "no permission";
    }
    if (cause instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
