package org.logcl.benchmarks;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a run is told.
 *
 * @param extent how much is measured
 * @param only cases to run
 * @param against opponents to hold LogCL against
 * @param device as {@code --device} takes it
 * @param out the report's files without their endings
 */
record Settings(Extent extent, Pattern only, Pattern against, String device, Optional<Path> out) {
  private static final Pattern ANY = Pattern.compile("");

  /** How much is measured. */
  enum Extent {
    /** For figures that are kept. */
    FULL(1, new Rounds(11, 0.1, 1), new Rounds(7, 0.1, 1), new Rounds(3, 0.1, 0)),
    /** For a look. */
    QUICK(1, new Rounds(5, 0.05, 0.4), new Rounds(4, 0.05, 0.4), new Rounds(1, 0.05, 0)),
    /** To see that everything runs and agrees. */
    SMOKE(200, new Rounds(1, 0, 0), new Rounds(1, 0, 0), new Rounds(1, 0, 0));

    private final int divisor;
    private final Rounds rounds;
    private final Rounds matrixRounds;
    private final Rounds longRounds;

    Extent(int divisor, Rounds rounds, Rounds matrixRounds, Rounds longRounds) {
      this.divisor = divisor;
      this.rounds = rounds;
      this.matrixRounds = matrixRounds;
      this.longRounds = longRounds;
    }

    /** Rows of a case that has so many in full. */
    int rows(int full) {
      return Math.max(Math.min(full, 1000), full / divisor);
    }

    /** In words. */
    String describe() {
      return divisor == 1
          ? "sizes of the goals, median of "
              + rounds.rounds()
              + " rounds, best of "
              + matrixRounds.rounds()
              + " for softmax passes, median of "
              + longRounds.rounds()
              + " where a turn takes seconds"
          : "tiny sizes, run once: no figure means anything";
    }

    /** Rounds of a case. */
    Rounds rounds(Case of) {
      return of.takesSeconds() ? longRounds : of.best() ? matrixRounds : rounds;
    }
  }

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException where it makes no sense
   */
  static Settings of(String[] arguments) {
    Settings settings = new Settings(Extent.FULL, ANY, ANY, "auto", Optional.empty());
    for (int i = 0; i < arguments.length; ++i) {
      String argument = arguments[i];
      settings =
          switch (argument) {
            case "--quick" -> settings.with(Extent.QUICK);
            case "--smoke" -> settings.with(Extent.SMOKE);
            case "--only", "--against", "--device", "--out" -> {
              if (++i == arguments.length) {
                throw new IllegalArgumentException(argument + " needs a value.");
              }
              yield settings.with(argument, arguments[i]);
            }
            default ->
                throw new IllegalArgumentException(
                    "There is no argument '" + argument + "'; benchmarks/run -h names them.");
          };
    }
    return settings;
  }

  private Settings with(Extent value) {
    return new Settings(value, only, against, device, out);
  }

  private Settings with(String argument, String value) {
    return switch (argument) {
      case "--only" -> new Settings(extent, pattern(value), against, device, out);
      case "--against" -> new Settings(extent, only, pattern(value), device, out);
      case "--device" -> new Settings(extent, only, against, value, out);
      default -> new Settings(extent, only, against, device, Optional.of(Path.of(value)));
    };
  }

  private static Pattern pattern(String value) {
    return Pattern.compile(value, Pattern.CASE_INSENSITIVE);
  }

  boolean wants(Case of) {
    return only.matcher(of.stem()).find() || only.matcher(of.name()).find();
  }
}
