package org.logcl.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.logcl.data.Dataset;
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

  /** Rows for a model: its features by name; labelled where a target is given. */
  static Dataset matching(Path file, Optional<String> target, LinearModel model, Output output) {
    CsvOptions options = target.map(CsvOptions::ofTarget).orElseGet(CsvOptions::withoutTarget);
    Progress progress = output.progress();
    try {
      return CsvReader.readMatching(
          file, options.withProgress(bytes(file, progress)), model.featureNames(), model.labels());
    } finally {
      progress.clear();
    }
  }

  private static LongConsumer bytes(Path file, Progress progress) {
    long whole = Files.isRegularFile(file) ? file.toFile().length() : 0;
    String what = "reading " + file.getFileName() + ", bytes";
    return done -> {
      if (whole > 0) {
        progress.update(what, done, whole);
      } else {
        progress.update(what, done);
      }
    };
  }
}
