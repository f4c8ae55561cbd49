package org.logcl.select;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.logcl.data.Dataset;
import org.logcl.data.Folds;
import org.logcl.error.InputException;
import org.logcl.kernel.Backend;
import org.logcl.model.LinearModel;
import org.logcl.train.Penalty;
import org.logcl.train.Trainer;
import org.logcl.train.TrainingOptions;
import org.logcl.train.TrainingResult;
import org.logcl.train.WeightedRows;

/**
 * Chooses a penalty by cross-validation and trains on all rows with it. For given data, options and
 * seed every figure and the model are the same, bit for bit, on every conforming device and on the
 * twin.
 */
public final class Selector {
  private Selector() {}

  /**
   * Chooses and trains.
   *
   * @param rows labelled, of at least two classes; a row of weight 0 is as if it were not there
   * @param options of all trainings: a full-batch optimizer, no start, and of the penalty the
   *     intercept and the bounds alone. The seed is that of the folds
   * @return the model is that of {@link Trainer#train} with these options and the chosen penalty;
   *     its metadata say so, and add how it was chosen
   * @throws InputException where data and options do not fit together
   * @throws org.logcl.error.TrainingInterruptedException where the thread is interrupted
   * @throws org.logcl.error.DeviceException where the device fails
   */
  public static SelectionResult select(
      Backend backend,
      Dataset rows,
      TrainingOptions options,
      SelectionOptions how,
      SelectionListener listener) {
    long start = System.nanoTime();
    requireMeaning(options);
    Dataset weighty = rows.withoutWeightless();
    Folds folds = Folds.stratified(weighty, how.folds(), options.seed());
    folds.notes().forEach(listener::note);
    WeightedRows used = WeightedRows.of(weighty, options.loss().classWeights());
    List<Penalty> penalties =
        how.path()
            .forAll(
                used, options.penalty(), () -> NullModel.steepest(backend, weighty, used, options));
    List<PathPoint> points =
        new CrossValidation(backend, weighty, options, folds, how.path(), penalties, listener)
            .run();
    Selection selection = new Selection(points, how.rule(), how.folds());
    listener.scored(selection);
    TrainingOptions chosen = options.withPenalty(selection.choice().penalty());
    TrainingResult last = Trainer.train(backend, rows, Optional.empty(), chosen, listener);
    return new SelectionResult(
        selection, noted(last, selection), (System.nanoTime() - start) * 1e-9);
  }

  private static void requireMeaning(TrainingOptions options) {
    if (!options.optimizer().isFullBatch()) {
      throw new InputException(
          String.format(
              "A penalty is chosen with a full-batch optimizer such as auto, not with %s.",
              options.optimizer().label()));
    }
    if (options.start().isPresent()) {
      throw new InputException(
          "A penalty is chosen by trainings from the start of the path; leave the parameters to start from out.");
    }
    if (options.stopping().patience() > 0) {
      throw new InputException(
          String.format(
              "The patience is %d; it must be 0 where a penalty is chosen: the final training has no rows to watch.",
              options.stopping().patience()));
    }
  }

  private static TrainingResult noted(TrainingResult result, Selection selection) {
    Map<String, String> notes = new TreeMap<>(result.model().metadata());
    notes.put("selection", "crossValidation");
    notes.put("selectionFolds", Integer.toString(selection.folds()));
    notes.put("selectionPenalties", Integer.toString(selection.points().size()));
    notes.put("selectionRule", selection.rule().label());
    notes.put("selectionLogLoss", Double.toString(selection.choice().meanLogLoss()));
    notes.put("selectionStandardError", Double.toString(selection.choice().standardError()));
    LinearModel model = result.model().withMetadata(notes);
    return new TrainingResult(
        model,
        result.status(),
        result.epochs(),
        result.convergence(),
        result.training(),
        result.validation(),
        result.penalty(),
        result.seconds());
  }
}
