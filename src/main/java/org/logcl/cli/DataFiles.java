package org.logcl.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
  static Dataset training(Path file, Reading reading, Output output) {
    Progress progress = output.progress();
    try {
      return CsvReader.read(file, options(file, reading, progress, output));
    } finally {
      progress.clear();
    }
  }

  /**
   * The names of columns that are given by position: in another file they may have another one.
   * What is no ordinary file can be read only once, and keeps what was given.
   */
  static Reading named(Path file, Reading reading) {
    return Files.isRegularFile(file)
        ? new Reading(
            reading.target().map(column -> CsvReader.targetName(file, reading.options())),
            reading.together(),
            reading.weights().map(column -> CsvReader.weightsName(file, reading.options())),
            reading.ignored())
        : reading;
  }

  /** Rows for a model: its features by name; labelled where a target is given. */
  static Dataset matching(Path file, Reading reading, LinearModel model, Output output) {
    return matching(file, reading, model.featureNames(), model.labels(), output);
  }

  /** Rows with these features, by name; labelled, with these labels, where a target is given. */
  static Dataset matching(
      Path file, Reading reading, List<String> features, Labels labels, Output output) {
    Progress progress = output.progress();
    try {
      return CsvReader.readMatching(
          file, options(file, reading, progress, output), features, labels);
    } finally {
      progress.clear();
    }
  }

  private static CsvOptions options(Path file, Reading reading, Progress progress, Output output) {
    return reading
        .options()
        .withProgress(bytes(file, progress))
        .withNotes(
            note -> {
              progress.clear();
              output.say(note);
            });
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
