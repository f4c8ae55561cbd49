package org.logcl.select;

import org.logcl.train.TrainingListener;

/**
 * Sees a penalty being chosen, on the thread that works. As a {@link TrainingListener} it sees the
 * final training; of the folds' trainings it gets warnings alone, each once.
 */
public interface SelectionListener extends TrainingListener {
  /** Sees nothing. */
  SelectionListener NONE = new SelectionListener() {};

  /**
   * A fold's training at one penalty has ended.
   *
   * @param fold from 1
   * @param folds how many there are
   * @param point number of the penalty, from 1, the strongest
   * @param points how many there are
   */
  default void point(int fold, int folds, int point, int points, FoldScore score) {}

  /** All penalties are scored; the final training comes next. */
  default void scored(Selection selection) {}
}
