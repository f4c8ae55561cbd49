package org.logcl.train;

import java.util.Optional;
import org.logcl.data.Dataset;
import org.logcl.data.TargetKind;
import org.logcl.error.InputException;
import org.logcl.model.Head;

/** Which heads go with which targets. */
public final class Targeting {
  private Targeting() {}

  /**
   * The head to train on some rows: the wanted one, else multi-label for labels that go together,
   * sigmoid for two classes, softmax for more.
   *
   * @throws InputException where the wanted head does not go with the targets
   */
  public static Head head(Dataset rows, Optional<Head> wanted) {
    Head head = wanted.orElseGet(() -> usual(rows));
    requireFits(head, rows);
    return head;
  }

  /**
   * Checks that a head goes with the targets of some rows.
   *
   * @throws InputException where it does not
   */
  static void requireFits(Head head, Dataset rows) {
    boolean together = rows.targetKind() == TargetKind.LABELS;
    if (together && head != Head.MULTILABEL) {
      throw new InputException(
          String.format(
              "The %s head tells classes apart, of which a row has one; these rows have labels that go together. Use the"
                  + " multilabel head.",
              head.label()));
    }
    if (!together && head == Head.MULTILABEL) {
      throw new InputException(
          "The multilabel head takes rows with a value from 0 to 1 for each of several labels; these rows have one class each."
              + " Use the softmax head, or give a column for each label.");
    }
    if (head == Head.SIGMOID && rows.labels().count() != 2) {
      throw new InputException(
          "The sigmoid head tells two classes apart, but the data have "
              + rows.labels().count()
              + ". Use the softmax head.");
    }
  }

  /**
   * Whether targets leave no doubt, so that the loss of rows can go to 0: no smoothing, and all
   * values 0 or 1.
   */
  static boolean isCertain(Dataset rows, double smoothing) {
    if (smoothing > 0) {
      return false;
    }
    if (rows.targetKind() == TargetKind.CLASSES) {
      return true;
    }
    for (float value : rows.targetValues()) {
      if (value != 0 && value != 1) {
        return false;
      }
    }
    return true;
  }

  private static Head usual(Dataset rows) {
    if (rows.targetKind() == TargetKind.LABELS) {
      return Head.MULTILABEL;
    }
    return rows.labels().count() == 2 ? Head.SIGMOID : Head.SOFTMAX;
  }
}
