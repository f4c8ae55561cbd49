package org.logcl.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.logcl.error.InputException;

/** Keeps a command from writing over what it reads, and from writing two results to one file. */
final class SameFile {
  private SameFile() {}

  /**
   * Refuses one file for two purposes. Devices and pipes are no files in this sense.
   *
   * @param name of the option that writes
   * @param file that it names, or null where it is not given
   * @param otherName of the other option or argument
   * @param otherFile that it names, or null where it is not given
   */
  static void refuse(String name, Path file, String otherName, Path otherFile) {
    if (file != null && otherFile != null && isSame(file, otherFile)) {
      throw new InputException(
          String.format(
              "%s and %s are the same file, %s; name another for %s", name, otherName, file, name));
    }
  }

  private static boolean isSame(Path a, Path b) {
    try {
      if (Files.exists(a) && Files.exists(b)) {
        return Files.isRegularFile(a) && Files.isSameFile(a, b);
      }
      return real(a).equals(real(b));
    } catch (IOException e) {
      return false; // a missing directory, for one: whoever opens the file will say so
    }
  }

  /** A path to a file that need not exist, without links among its directories. */
  private static Path real(Path file) throws IOException {
    Path path = file.toAbsolutePath().normalize();
    Path directory = path.getParent();
    return directory == null ? path : directory.toRealPath().resolve(path.getFileName());
  }
}
