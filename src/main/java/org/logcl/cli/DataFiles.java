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
  /** Under this name a model keeps the column of its labels. */
  static final String TARGET = "target";

  /** And under this one the column of its rows' weights, if they had any. */
  static final String WEIGHTS = "weights";

  private DataFiles() {}

  /** Labelled rows to train on, with weights where a column is given. */
  static Dataset training(Path file, String target, Optional<String> weights, Output output) {
    Progress progress = output.progress();
    try {
      return CsvReader.read(file, options(file, Optional.of(target), weights, progress, output));
    } finally {
      progress.clear();
    }
  }

  private static CsvOptions options(
      Path file,
      Optional<String> target,
      Optional<String> weights,
      Progress progress,
      Output output) {
    CsvOptions options =
        CsvOptions.withoutTarget()
            .withProgress(bytes(file, progress))
            .withNotes(
                note -> {
                  progress.clear();
                  output.say(note);
                });
    options = target.map(options::withTarget).orElse(options);
    return weights.map(options::withWeights).orElse(options);
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

  /** The same for the column of weights. */
  static String weightsName(Path file, String target, String weights) {
    return Files.isRegularFile(file)
        ? CsvReader.weightsName(file, CsvOptions.ofTarget(target).withWeights(weights))
        : weights;
  }

  /**
   * Rows for a model: its features by name; labelled where a target is given, with weights where a
   * column of them is.
   */
  static Dataset matching(
      Path file,
      Optional<String> target,
      Optional<String> weights,
      LinearModel model,
      Output output) {
    return matching(file, target, weights, model.featureNames(), model.labels(), output);
  }

  /** The same for features and labels that are no model's yet. */
  static Dataset matching(
      Path file,
      Optional<String> target,
      Optional<String> weights,
      List<String> features,
      Labels labels,
      Output output) {
    Progress progress = output.progress();
    try {
      return CsvReader.readMatching(
          file, options(file, target, weights, progress, output), features, labels);
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
