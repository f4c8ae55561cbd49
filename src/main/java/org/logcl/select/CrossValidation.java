package org.logcl.select;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.logcl.data.Dataset;
import org.logcl.data.Folds;
import org.logcl.error.InputException;
import org.logcl.kernel.Backend;
import org.logcl.train.ClassWeights;
import org.logcl.train.Penalty;
import org.logcl.train.Trainer;
import org.logcl.train.TrainingListener;
import org.logcl.train.TrainingOptions;
import org.logcl.train.TrainingResult;
import org.logcl.train.TrainingResult.Status;
import org.logcl.train.WeightedRows;

/**
 * Scores a path of penalties: the rows outside each fold are prepared by themselves, brought to the
 * device once, and trained on along the path; the fold's rows are scored at each penalty.
 */
final class CrossValidation {
  private final Backend backend;
  private final Dataset rows;
  private final TrainingOptions options;
  private final Folds folds;
  private final PenaltyPath path;
  private final List<Penalty> penalties;
  private final SelectionListener listener;
  private final Set<String> warned = new HashSet<>();

  /**
   * @param rows those of a positive weight
   * @param options the head, the optimizer, how it stops, standardising, class weights
   * @param penalties of the path, for all rows
   */
  CrossValidation(
      Backend backend,
      Dataset rows,
      TrainingOptions options,
      Folds folds,
      PenaltyPath path,
      List<Penalty> penalties,
      SelectionListener listener) {
    this.backend = backend;
    this.rows = rows;
    this.options = options;
    this.folds = folds;
    this.path = path;
    this.penalties = penalties;
    this.listener = listener;
  }

  /** The scores, in the order of the penalties. */
  List<PathPoint> run() {
    List<List<FoldScore>> byFold = new ArrayList<>();
    for (int fold = 0; fold < folds.count(); ++fold) {
      byFold.add(run(fold));
    }
    List<PathPoint> points = new ArrayList<>();
    for (int i = 0; i < penalties.size(); ++i) {
      int point = i;
      points.add(
          new PathPoint(
              penalties.get(i), byFold.stream().map(scores -> scores.get(point)).toList()));
    }
    return points;
  }

  private List<FoldScore> run(int fold) {
    Dataset training = rows.subset(folds.training(fold));
    Dataset heldOut = rows.subset(folds.heldOut(fold));
    WeightedRows used = WeightedRows.of(training, options.loss().classWeights());
    double weight = WeightedRows.of(heldOut, ClassWeights.none()).sum();
    List<FoldScore> scores = new ArrayList<>();
    Trainer.trainPath(
        backend,
        training,
        Optional.of(heldOut),
        NullModel.asStart(options, used),
        path.forFold(penalties, used),
        new Warnings(),
        result -> {
          requireFinite(fold, scores.size(), result);
          scores.add(score(result, weight));
          listener.point(
              fold + 1,
              folds.count(),
              scores.size(),
              penalties.size(),
              scores.get(scores.size() - 1));
        });
    return scores;
  }

  private static FoldScore score(TrainingResult result, double weight) {
    int nonzero = 0;
    for (float value : result.model().weights()) {
      nonzero += value != 0 ? 1 : 0;
    }
    return new FoldScore(
        result.validation().orElseThrow(),
        weight,
        nonzero,
        result.convergence().orElseThrow().iterations(),
        result.convergence().orElseThrow().evaluations(),
        result.status());
  }

  private void requireFinite(int fold, int point, TrainingResult result) {
    if (result.status() == Status.DIVERGED) {
      Penalty penalty = penalties.get(point);
      throw new InputException(
          String.format(
              "Fold %d, at l1 %s and l2 %s: the loss is no finite number. Standardise or scale the features.",
              fold + 1, penalty.l1(), penalty.l2()));
    }
  }

  /** Passes on what has not been said yet: folds and penalties say much the same. */
  private final class Warnings implements TrainingListener {
    @Override
    public void warning(String message) {
      if (warned.add(message)) {
        listener.warning(message);
      }
    }
  }
}
