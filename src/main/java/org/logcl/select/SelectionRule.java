package org.logcl.select;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.logcl.error.InputException;

/** Which penalty of a path is taken. */
public enum SelectionRule {
  /** The one with the smallest mean log loss of the held-out rows; of equals the strongest. */
  BEST("best"),
  /**
   * The strongest whose mean is within one standard error of the smallest, the standard error being
   * that of the smallest (Breiman, Friedman, Olshen and Stone 1984, section 3.4.3): a simpler model
   * that the data do not tell from the best.
   */
  ONE_STANDARD_ERROR("one-se");

  private final String label;

  SelectionRule(String label) {
    this.label = label;
  }

  /** Its name in options and files. */
  public String label() {
    return label;
  }

  /** The one of that name, in any case of letters. */
  public static Optional<SelectionRule> of(String label) {
    return Arrays.stream(values())
        .filter(value -> value.label.equals(label.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  /** All names, for messages. */
  public static String labels() {
    return Arrays.stream(values()).map(SelectionRule::label).collect(Collectors.joining(", "));
  }

  /**
   * The index of the point it takes.
   *
   * @param points strongest penalty first
   * @throws InputException where no mean log loss is a finite number
   */
  public int index(List<PathPoint> points) {
    int best = best(points);
    if (this == BEST) {
      return best;
    }
    double most = points.get(best).meanLogLoss() + points.get(best).standardError();
    for (int i = 0; i < best; ++i) {
      if (points.get(i).meanLogLoss() <= most) {
        return i;
      }
    }
    return best;
  }

  private static int best(List<PathPoint> points) {
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < points.size(); ++i) {
      double mean = points.get(i).meanLogLoss();
      if (mean < least) {
        least = mean;
        best = i;
      }
    }
    if (best < 0) {
      throw new InputException(
          "The log loss of the held-out rows is no finite number at any penalty. Scale the features, or take stronger"
              + " penalties.");
    }
    return best;
  }
}
