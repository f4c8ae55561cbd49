package org.logcl.cli;

import java.util.Map;
import java.util.Optional;
import org.logcl.io.CsvOptions;
import org.logcl.model.LinearModel;

/**
 * What of a data file is what.
 *
 * @param target column of the labels; empty for rows to predict
 * @param weights column of the rows' weights, if they have any
 * @param ignored label whose rows are left out, if there is one
 */
record Reading(Optional<String> target, Optional<String> weights, Optional<String> ignored) {
  /** Features alone. */
  static final Reading FEATURES = new Reading(Optional.empty(), Optional.empty(), Optional.empty());

  private static final String TARGET = "target";
  private static final String WEIGHTS = "weights";
  private static final String IGNORED = "ignoredLabel";

  /** From options, each null where it was not given. */
  static Reading of(String target, String weights, String ignored) {
    return new Reading(
        Optional.ofNullable(target), Optional.ofNullable(weights), Optional.ofNullable(ignored));
  }

  /** What a model remembers of the file that it was trained on. */
  static Reading of(LinearModel model) {
    Map<String, String> notes = model.metadata();
    return of(notes.get(TARGET), notes.get(WEIGHTS), notes.get(IGNORED));
  }

  /** For a model to remember. */
  void addTo(Map<String, String> notes) {
    target.ifPresent(name -> notes.put(TARGET, name));
    weights.ifPresent(name -> notes.put(WEIGHTS, name));
    ignored.ifPresent(label -> notes.put(IGNORED, label));
  }

  /** With what another says where this says nothing. */
  Reading or(Reading other) {
    return new Reading(
        target.or(other::target), weights.or(other::weights), ignored.or(other::ignored));
  }

  /** Without weights. */
  Reading unweighted() {
    return new Reading(target, Optional.empty(), ignored);
  }

  CsvOptions options() {
    CsvOptions options = CsvOptions.withoutTarget();
    options = target.map(options::withTarget).orElse(options);
    options = weights.map(options::withWeights).orElse(options);
    return ignored.map(options::withIgnored).orElse(options);
  }
}
