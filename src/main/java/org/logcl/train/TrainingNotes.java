package org.logcl.train;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.logcl.data.Dataset;
import org.logcl.data.TargetKind;
import org.logcl.kernel.Backend;
import org.logcl.solve.Stopping;
import org.logcl.train.TrainingResult.Status;

/**
 * What a model remembers of its training: enough to train it again and to tell where it came from.
 */
final class TrainingNotes {
  private TrainingNotes() {}

  static Map<String, String> of(
      Dataset data,
      TrainingOptions options,
      Backend backend,
      Status status,
      int epochsDone,
      Optional<Convergence> convergence) {
    Map<String, String> notes = shaping(data, options);
    convergence.ifPresentOrElse(
        way -> notes.put(Recipe.ITERATIONS_DONE, Integer.toString(way.iterations())),
        () -> notes.put(Recipe.EPOCHS_DONE, Integer.toString(epochsDone)));
    notes.put(Recipe.STATUS, status.label());
    notes.put("device", backend.device());
    notes.put("backend", backend.kind());
    notes.put("driver", backend.driver());
    notes.put("exact", Boolean.toString(backend.probeFailures().isEmpty()));
    if (!backend.probeFailures().isEmpty()) {
      notes.put("probeFailures", String.join("; ", backend.probeFailures()));
    }
    notes.put("javaVersion", System.getProperty("java.version"));
    notes.put(
        "operatingSystem", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    notes.put(Recipe.LOGCL_VERSION, Recipe.logclVersion());
    return notes;
  }

  /** What shapes the model: options and data. */
  static Map<String, String> shaping(Dataset data, TrainingOptions options) {
    Map<String, String> notes = new TreeMap<>();
    notes.put(Recipe.RECIPE_VERSION, Recipe.VERSION);
    notes.put(Recipe.OPTIMIZER, options.optimizer().label());
    notes.put(Recipe.L1, Double.toString(options.penalty().l1()));
    notes.put(Recipe.INTERCEPT, options.penalty().intercept().label());
    notes.put(Recipe.L2, Double.toString(options.l2()));
    if (!options.penalty().bounds().isNone()) {
      BoundsNotes.put(options.penalty().bounds(), data.featureNames(), notes);
    }
    notes.put(Recipe.CLASS_WEIGHTS, options.loss().classWeights().note(data));
    if (options.loss().labelSmoothing() > 0) {
      notes.put(Recipe.LABEL_SMOOTHING, Double.toString(options.loss().labelSmoothing()));
    }
    if (data.targetKind() != TargetKind.CLASSES) {
      notes.put(Recipe.TARGET_KIND, data.targetKind().label());
    }
    if (options.optimizer().isFullBatch()) {
      addFullBatch(notes, options.stopping());
    } else {
      addMiniBatch(notes, options);
    }
    notes.put(Recipe.PATIENCE, Integer.toString(options.stopping().patience()));
    notes.put(Recipe.SEED, Long.toString(options.seed()));
    notes.put(Recipe.STANDARDIZE, Boolean.toString(options.standardize()));
    notes.put(Recipe.START, options.start().isPresent() ? "parameters" : "zeros");
    options
        .start()
        .flatMap(StartingPoint::model)
        .ifPresent(
            model -> {
              notes.put(Recipe.START, "model");
              notes.put(Recipe.START_MODEL_SHA256, model.modelSha256());
            });
    notes.put("trainingRows", Integer.toString(data.rows()));
    notes.put(Recipe.TRAINING_DATA_SHA256, data.sha256());
    return notes;
  }

  private static void addMiniBatch(Map<String, String> notes, TrainingOptions options) {
    SgdSettings sgd = options.sgd();
    notes.put(Recipe.EPOCHS, Integer.toString(sgd.epochs()));
    notes.put(Recipe.BATCH_SIZE, Integer.toString(sgd.batchSize()));
    notes.put(Recipe.LEARNING_RATE, Double.toString(sgd.learningRate()));
    if (options.optimizer() == Optimizer.SGD) {
      notes.put(Recipe.MOMENTUM, Double.toString(sgd.momentum()));
      notes.put(Recipe.NESTEROV, Boolean.toString(sgd.nesterov()));
    } else {
      notes.put(Recipe.BETA1, Double.toString(sgd.adaptive().beta1()));
      notes.put(Recipe.BETA2, Double.toString(sgd.adaptive().beta2()));
      notes.put(Recipe.EPSILON, Double.toString(sgd.adaptive().epsilon()));
      notes.put(Recipe.WEIGHT_DECAY, Double.toString(sgd.adaptive().weightDecay()));
    }
    notes.put(Recipe.SCHEDULE, sgd.schedule().toString());
    notes.put(Recipe.WARM_UP, Integer.toString(sgd.schedule().warmUp()));
    notes.put(Recipe.CLIP_NORM, Double.toString(sgd.clipNorm()));
    notes.put(Recipe.AVERAGE_FROM, Integer.toString(sgd.averageFrom()));
    notes.put(Recipe.BATCH_ORDER_GIVEN, Boolean.toString(sgd.batchOrder().isPresent()));
  }

  private static void addFullBatch(Map<String, String> notes, Stopping stopping) {
    notes.put(Recipe.GRADIENT_TOLERANCE, Double.toString(stopping.gradientTolerance()));
    notes.put(Recipe.RELATIVE_TOLERANCE, Double.toString(stopping.relativeTolerance()));
    notes.put(Recipe.MAX_ITERATIONS, Integer.toString(stopping.maxIterations()));
  }
}
