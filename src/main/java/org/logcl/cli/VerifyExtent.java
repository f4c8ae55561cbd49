package org.logcl.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.logcl.error.InputException;
import org.logcl.error.Quote;
import org.logcl.io.AtomicFile;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Elementary.Function;
import org.logcl.verify.Check;
import org.logcl.verify.ExhaustiveCheck;
import org.logcl.verify.Options;
import org.logcl.verify.Report;
import org.logcl.verify.Rounds;
import picocli.CommandLine.Option;

/** How much {@code verify} does on inputs of its own, and the page it writes. */
final class VerifyExtent {
  private static final String ALL = "all";

  @Option(
      names = "--exhaustive",
      paramLabel = "FUNCTION",
      description =
          "Only this elementary function, on every float32 there is (2^32): exp, log, log1p, reciprocal, sqrt, or all. Minutes each. Default: none.")
  private String exhaustive;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description =
          "Go on with new random inputs until N seconds are over; the first round of checks is always whole. Default: one round.")
  private Double seconds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Seed of the generated inputs; the first round uses it as it is, so that a failure can be seen again. Default: 1, with"
              + " --seconds a random one.")
  private Long seed;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Write the table and an error plot of each stage as one HTML page. Default: none.")
  private Path report;

  /** Finds fault with the options before work begins. */
  void check(boolean ownData, Output output) {
    if (ownData && (exhaustive != null || seconds != null || seed != null)) {
      throw new InputException(
          "--exhaustive, --seconds and --seed are about generated inputs; leave them out with --data.");
    }
    if (exhaustive != null && (seconds != null || seed != null)) {
      throw new InputException(
          "--exhaustive walks every input once; --seconds and --seed do not go with it.");
    }
    if (seconds != null && !(seconds > 0 && seconds <= 1e9)) {
      throw new InputException("--seconds must be positive and at most 1e9, not " + seconds);
    }
    if (exhaustive != null) {
      functions();
    }
    if (report != null) {
      output.willWrite("--report", report);
      AtomicFile.requireWritable(report);
    }
  }

  /** Finds fault with any of these options beside something they are not about. */
  void refuse(String what) {
    if (exhaustive != null || seconds != null || seed != null || report != null) {
      throw new InputException(
          "--exhaustive, --seconds, --seed and --report do not go with " + what + ".");
    }
  }

  /** Runs on generated inputs. */
  Report run(Backend backend, Output output) {
    if (exhaustive != null) {
      List<Check> checks =
          functions().map(function -> (Check) new ExhaustiveCheck(function)).toList();
      return Verification.run(backend, checks, output);
    }
    Options options = Verification.options(backend, output);
    long first =
        seed != null
            ? seed
            : seconds == null ? options.seed() : ThreadLocalRandom.current().nextLong(1L << 32);
    Duration budget =
        seconds == null ? Duration.ZERO : Duration.ofNanos((long) Math.ceil(seconds * 1e9));
    return Verification.watched(
        output,
        listener ->
            Rounds.run(
                backend,
                round -> Verification.generated(options.withSeed(round)),
                first,
                budget,
                listener));
  }

  /** What the table does not say. */
  void tell(Report result, double took, Output output) {
    if (exhaustive != null) {
      result.stages().forEach(stage -> output.result(Verification.worst(stage)));
    }
    if (seconds != null) {
      String rounds = result.rounds() + (result.rounds() == 1 ? " round" : " rounds");
      output.result(
          String.format(
              Locale.ROOT, "%s of checks, %,d values, in %.1f s", rounds, result.values(), took));
    } else if (exhaustive != null) {
      output.result(String.format(Locale.ROOT, "%,d values in %.1f s", result.values(), took));
    }
  }

  /** Writes the page where one is asked for. */
  void write(Report result, Backend backend, double took, Output output) {
    if (report == null) {
      return;
    }
    byte[] page = VerificationPage.of(result, backend, took);
    AtomicFile.write(report, out -> out.write(page));
    output.say("report: " + report);
  }

  private Stream<Function> functions() {
    String name = exhaustive.toLowerCase(Locale.ROOT);
    List<Function> chosen =
        ExhaustiveCheck.FUNCTIONS.stream()
            .filter(function -> name.equals(ALL) || name.equals(name(function)))
            .toList();
    if (chosen.isEmpty()) {
      throw new InputException(
          "--exhaustive takes "
              + ExhaustiveCheck.FUNCTIONS.stream()
                  .map(VerifyExtent::name)
                  .collect(Collectors.joining(", "))
              + " or all, not "
              + Quote.of(exhaustive)
              + "");
    }
    return chosen.stream();
  }

  private static String name(Function function) {
    return function.name().toLowerCase(Locale.ROOT);
  }
}
