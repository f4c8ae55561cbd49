package org.logcl.opencl;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where LogCL keeps files for the user: what the system property {@code logcl.cache} or the
 * environment variable {@code LOGCL_CACHE} says, {@code off} or a directory of its own; else the
 * system's place for such files.
 */
final class CacheDirectory {
  private CacheDirectory() {}

  static Optional<Path> ofThisUser() {
    return of(System::getProperty, System::getenv);
  }

  /** Empty where nothing is to be kept, or no place is known. */
  static Optional<Path> of(UnaryOperator<String> property, UnaryOperator<String> environment) {
    try {
      String setting = property.apply("logcl.cache");
      if (setting == null || setting.isEmpty()) {
        setting = environment.apply("LOGCL_CACHE");
      }
      if (setting != null && !setting.isEmpty()) {
        return setting.toLowerCase(Locale.ROOT).equals("off")
            ? Optional.empty()
            : Optional.of(Path.of(setting).toAbsolutePath());
      }
      return usual(property, environment);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Optional<Path> usual(
      UnaryOperator<String> property, UnaryOperator<String> environment) {
    String system = String.valueOf(property.apply("os.name"));
    if (system.startsWith("Windows")) {
      return absolute(environment.apply("LOCALAPPDATA"))
          .map(path -> path.resolve("logcl").resolve("cache"));
    }
    Optional<Path> home = absolute(property.apply("user.home"));
    if (system.startsWith("Mac")) {
      return home.map(path -> path.resolve("Library/Caches/logcl"));
    }
    return absolute(environment.apply("XDG_CACHE_HOME"))
        .or(() -> home.map(path -> path.resolve(".cache")))
        .map(path -> path.resolve("logcl"));
  }

  /** A relative one is ignored, as the XDG specification wants it. */
  private static Optional<Path> absolute(String path) {
    return Optional.ofNullable(path)
        .filter(text -> !text.isEmpty())
        .map(Path::of)
        .filter(Path::isAbsolute);
  }
}
