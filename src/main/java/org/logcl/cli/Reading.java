package org.logcl.cli;

import java.util.Map;
import java.util.Optional;
import org.logcl.io.CsvOptions;
import org.logcl.model.Head;
import org.logcl.model.LinearModel;

/**
 * What of a data file is what.
 *
 * @param target column of the labels, or several as in a line of CSV; empty for rows to predict
 * @param together whether several are labels that go together, not shares of classes
 * @param weights column of the rows' weights, if they have any
 * @param ignored label whose rows are left out, if there is one
 */
record Reading(
    Optional<String> target, boolean together, Optional<String> weights, Optional<String> ignored) {
  /** Features alone. */
  static final Reading FEATURES =
      new Reading(Optional.empty(), false, Optional.empty(), Optional.empty());

  private static final String TARGET = "target";
  private static final String WEIGHTS = "weights";
  private static final String IGNORED = "ignoredLabel";

  /** From options, each null where it was not given. */
  static Reading of(String target, String weights, String ignored) {
    return new Reading(
        Optional.ofNullable(target),
        false,
        Optional.ofNullable(weights),
        Optional.ofNullable(ignored));
  }

  /** What a model remembers of the file that it was trained on. */
  static Reading of(LinearModel model) {
    Map<String, String> notes = model.metadata();
    return of(notes.get(TARGET), notes.get(WEIGHTS), notes.get(IGNORED))
        .withHead(Optional.of(model.head()));
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
        target.or(other::target),
        together || other.together,
        weights.or(other::weights),
        ignored.or(other::ignored));
  }

  /** With targets as a head takes them. */
  Reading withHead(Optional<Head> head) {
    boolean labels = head.filter(wanted -> wanted == Head.MULTILABEL).isPresent();
    return new Reading(target, labels, weights, ignored);
  }

  /** Without weights. */
  Reading unweighted() {
    return new Reading(target, together, Optional.empty(), ignored);
  }

  CsvOptions options() {
    CsvOptions options = CsvOptions.withoutTarget().withTogether(together);
    options = target.map(options::withTarget).orElse(options);
    options = weights.map(options::withWeights).orElse(options);
    return ignored.map(options::withIgnored).orElse(options);
  }
}
