package org.logcl.model;

import org.logcl.calibrate.CalibrationMethod;
import org.logcl.error.InputException;
import org.logcl.error.Quote;

/** What turns logits into probabilities. */
public enum Head {
  /** Two classes, one logit: the log-odds of the second class. */
  SIGMOID("sigmoid"),
  /** C classes, C logits. */
  SOFTMAX("softmax"),
  /** C labels that go together in any way, C logits: the log-odds of each. */
  MULTILABEL("multilabel");

  private final String label;

  Head(String label) {
    this.label = label;
  }

  /** The name in files and on the command line. */
  public String label() {
    return label;
  }

  /**
   * The number of logits for a number of classes, or of labels.
   *
   * @throws InputException if there are under two classes, or not exactly two for the sigmoid
   */
  public int logits(int classes) {
    if (classes < 2) {
      throw new InputException("a classifier needs at least 2 classes; here " + classes);
    }
    if (this == SIGMOID && classes != 2) {
      throw new InputException(
          "the sigmoid head takes exactly 2 classes, here " + classes + "; use softmax");
    }
    return this == SIGMOID ? 1 : classes;
  }

  /**
   * Checks that a calibration has a meaning for this head.
   *
   * @throws InputException if it has none
   */
  public void requireCalibration(CalibrationMethod method) {
    if (this == MULTILABEL) {
      throw new InputException(
          "Calibration is about classes; models of the multilabel head are not calibrated yet.");
    }
    if (method == CalibrationMethod.PLATT && this != SIGMOID) {
      throw new InputException(
          "Platt scaling takes the one logit of the sigmoid head, and the head is "
              + label
              + "; take a temperature.");
    }
  }

  /**
   * Checks that a decision threshold has a meaning for this head and so many classes.
   *
   * @throws InputException if it has none
   */
  public void requireThreshold(int classes) {
    boolean twoSides =
        switch (this) {
          case SIGMOID -> true;
          case SOFTMAX -> classes == 2;
          case MULTILABEL -> false;
        };
    if (!twoSides) {
      throw new InputException(
          String.format(
              "A decision threshold parts two classes; with %d of the %s head %s. Leave the threshold out.",
              classes,
              label,
              this == MULTILABEL
                  ? "each label has its own probability"
                  : "the most probable one is predicted"));
    }
  }

  /**
   * The head with a label.
   *
   * @throws InputException if there is none
   */
  public static Head parse(String label) {
    for (Head head : values()) {
      if (head.label.equals(label)) {
        return head;
      }
    }
    throw new InputException(
        "unknown head " + Quote.of(label) + "; allowed: sigmoid, softmax, multilabel");
  }
}
