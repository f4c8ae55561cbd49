package org.logcl.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.logcl.data.Dataset;
import org.logcl.data.Decimals;
import org.logcl.data.Split;
import org.logcl.error.InputException;
import org.logcl.train.Recipe;
import picocli.CommandLine.Option;

/** The rows to hold out from training. */
final class Holdout {
  @Option(
      names = "--validation",
      paramLabel = "FRACTION|FILE",
      description =
          "Rows to hold out: a fraction between 0 and 1 (seeded, stratified), or another CSV file. Default: none.")
  private String validation;

  /** Rows to train on, and those held out, if any. */
  record Rows(Dataset training, Optional<Dataset> validation) {}

  /** What a model remembers of the rows it was given, and of those held out. */
  Map<String, String> notes(Dataset all, Rows rows) {
    Map<String, String> notes = new TreeMap<>();
    notes.put("dataSha256", all.sha256());
    if (validation == null) {
      notes.put("validation", "none");
    } else if (isFraction()) {
      notes.put("validation", "fraction");
      notes.put(Recipe.VALIDATION_FRACTION, Double.toString(Double.parseDouble(validation)));
    } else {
      notes.put("validation", "file");
      notes.put("validationFile", file().getFileName().toString());
      rows.validation().ifPresent(held -> notes.put("validationDataSha256", held.sha256()));
    }
    return notes;
  }

  /** Whether rows are held out. */
  boolean isWanted() {
    return validation != null;
  }

  /** The file with the rows to hold out, or null where there is none. */
  Path file() {
    return validation == null || isFraction() ? null : Path.of(validation);
  }

  /**
   * Checks what can be checked before data are read.
   *
   * @throws InputException where the value is neither a fraction nor a file
   */
  void check() {
    if (validation == null) {
      return;
    }
    if (isFraction()) {
      Split.requireFraction(Double.parseDouble(validation));
    } else if (validation.isEmpty() || !Files.exists(Path.of(validation))) {
      throw new InputException(
          "--validation "
              + validation
              + ": neither a fraction between 0 and 1, such as 0.2, nor a file that exists");
    }
  }

  /** Splits, or reads the other file alike. */
  Rows split(Dataset all, Reading reading, long seed, Output output) {
    if (validation == null) {
      return new Rows(all, Optional.empty());
    }
    if (!isFraction()) {
      Dataset held = DataFiles.matching(file(), reading, all.featureNames(), all.labels(), output);
      return new Rows(all, Optional.of(held));
    }
    Split split = Split.stratified(all, Double.parseDouble(validation), seed);
    return new Rows(all.subset(split.training()), Optional.of(all.subset(split.validation())));
  }

  private boolean isFraction() {
    return Decimals.isDecimal(validation);
  }
}
