package org.logcl.select;

import org.logcl.data.Folds;

/**
 * How a penalty is chosen.
 *
 * @param folds k of the cross-validation, 2 or more
 * @param path the penalties to choose among
 * @param rule which of them is taken
 */
public record SelectionOptions(int folds, PenaltyPath path, SelectionRule rule) {
  /** Penalties of the path that {@link #defaults} has. */
  public static final int DEFAULT_COUNT = 20;

  private static final SelectionOptions DEFAULTS =
      new SelectionOptions(5, PenaltyPath.geometric(DEFAULT_COUNT, 0), SelectionRule.BEST);

  /** Checks the number of folds. */
  public SelectionOptions {
    Folds.requireCount(folds);
  }

  /** Five folds, a path of 20 L2 penalties, the best of them. */
  public static SelectionOptions defaults() {
    return DEFAULTS;
  }

  /** The same with another number of folds. */
  public SelectionOptions withFolds(int value) {
    return new SelectionOptions(value, path, rule);
  }

  /** The same with other penalties. */
  public SelectionOptions withPath(PenaltyPath value) {
    return new SelectionOptions(folds, value, rule);
  }

  /** The same with another rule. */
  public SelectionOptions withRule(SelectionRule value) {
    return new SelectionOptions(folds, path, value);
  }
}
