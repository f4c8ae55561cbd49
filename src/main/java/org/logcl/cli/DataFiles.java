package org.logcl.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.logcl.data.Dataset;
import org.logcl.data.Labels;
import org.logcl.io.CsvOptions;
import org.logcl.io.CsvReader;
import org.logcl.model.LinearModel;
import org.logcl.report.Progress;

/** Reads data for the commands, with progress. */
final class DataFiles {
  private DataFiles() {}

  /** Labelled rows to train on. */
  static Dataset training(Path file, String target, Output output) {
    Progress progress = output.progress();
    try {
      return CsvReader.read(file, CsvOptions.ofTarget(target).withProgress(bytes(file, progress)));
    } finally {
      progress.clear();
    }
  }

  /**
   * The target's name where it is given by position: in another file it may have another. What is
   * no ordinary file can be read only once, and keeps what was given.
   */
  static String targetName(Path file, String target) {
    return Files.isRegularFile(file)
        ? CsvReader.targetName(file, CsvOptions.ofTarget(target))
        : target;
  }

  /** Rows for a model: its features by name; labelled where a target is given. */
  static Dataset matching(Path file, Optional<String> target, LinearModel model, Output output) {
    return matching(file, target, model.featureNames(), model.labels(), output);
  }

  /** Rows with these features, by name; labelled, with these labels, where a target is given. */
  static Dataset matching(
      Path file, Optional<String> target, List<String> features, Labels labels, Output output) {
    CsvOptions options = target.map(CsvOptions::ofTarget).orElseGet(CsvOptions::withoutTarget);
    Progress progress = output.progress();
    try {
      return CsvReader.readMatching(
          file, options.withProgress(bytes(file, progress)), features, labels);
    } finally {
      progress.clear();
    }
  }

  private static LongConsumer bytes(Path file, Progress progress) {
    long whole = Files.isRegularFile(file) ? file.toFile().length() : 0;
    String what = "reading " + file.getFileName() + ", bytes";
    return done -> {
      Interruption.check("Reading " + file);
      if (whole > 0) {
        progress.update(what, done, whole);
      } else {
        progress.update(what, done);
      }
    };
  }
}
