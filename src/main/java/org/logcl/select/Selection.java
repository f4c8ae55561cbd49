package org.logcl.select;

import java.util.List;
import java.util.Optional;
import org.logcl.train.Penalty;

/**
 * The scores of a path of penalties, and the choice.
 *
 * @param points strongest penalty first
 * @param rule which of them is taken
 * @param folds of the cross-validation
 */
public record Selection(List<PathPoint> points, SelectionRule rule, int folds) {
  /** Copies the list. */
  public Selection {
    points = List.copyOf(points);
  }

  /** Index of the point with the smallest mean log loss. */
  public int best() {
    return SelectionRule.BEST.index(points);
  }

  /** Index of the strongest penalty within one standard error of the best. */
  public int oneStandardError() {
    return SelectionRule.ONE_STANDARD_ERROR.index(points);
  }

  /** Index of the point that the rule takes. */
  public int chosen() {
    return rule.index(points);
  }

  /** The point that the rule takes. */
  public PathPoint choice() {
    return points.get(chosen());
  }

  /** What to know where the best penalty lies at an end of the path: there may be a better one. */
  public Optional<String> advice() {
    int best = best();
    if (points.size() == 1 || (best > 0 && best < points.size() - 1)) {
      return Optional.empty();
    }
    PathPoint end = points.get(best);
    if (best == 0) {
      return Optional.of(
          end.nonzeroWeights() == 0
              ? "The best penalty is the strongest of the path, where all weights are 0: the features tell no more than the"
                  + " classes' shares do."
              : "The best penalty is the strongest of the path; a stronger one may be better. Let the path begin with a"
                  + " stronger one.");
    }
    Penalty penalty = end.penalty();
    return penalty.isNone()
        ? Optional.empty()
        : Optional.of(
            "The best penalty is the weakest of the path; a weaker one may be better. Let the path end with a weaker one.");
  }
}
