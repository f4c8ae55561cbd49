package org.logcl.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.logcl.data.Dataset;
import org.logcl.data.Split;
import org.logcl.error.InputException;
import org.logcl.kernel.Backend;
import org.logcl.model.LinearModel;
import org.logcl.objective.Calibrator;
import org.logcl.train.Recipe;
import org.logcl.train.Trainer;
import org.logcl.train.TrainingListener;
import org.logcl.train.TrainingOptions;

/**
 * A model trained again from what its metadata say, and compared bit for bit. Of a calibrated model
 * that is the model as it was trained; its calibration and threshold are fitted again where they
 * were fitted on the rows that were held out of those given.
 *
 * @param modelSha256 hash of the model as it was, without calibration and threshold
 * @param replayedSha256 hash of the model trained again
 * @param sameData whether the rows trained on are those that the model names
 * @param rows number of rows trained on
 * @param device name of the device
 * @param driver version of its driver
 * @param calibration what became of calibration and threshold
 * @param findings what differs, and what may be the reason, in words
 */
public record Replay(
    String modelSha256,
    String replayedSha256,
    boolean sameData,
    int rows,
    String device,
    String driver,
    Calibration calibration,
    List<String> findings) {
  /** What became of calibration and threshold. */
  public enum Calibration {
    /** The model has none. */
    NONE,
    /** Fitted again, they are the same, bit for bit. */
    SAME,
    /** Fitted again on the same rows, they are others. */
    DIFFERENT,
    /** They were fitted on rows that are not among those given. */
    NOT_CHECKED;

    /** Its name in files: {@code none}, ... */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Copies the list. */
  public Replay {
    findings = List.copyOf(findings);
  }

  /**
   * Whether training again gave the same model, and fitting again, where that was possible, the
   * same calibration, bit for bit.
   */
  public boolean identical() {
    return modelSha256.equals(replayedSha256) && calibration != Calibration.DIFFERENT;
  }

  /**
   * Trains a model again.
   *
   * @param data the rows that the model was trained on, or those that they were split from, with
   *     the model's features and labels
   * @param start the model that it started from, where it started from one
   * @throws InputException where the model cannot be replayed, or rows or start are not of its kind
   */
  public static Replay run(
      Backend backend,
      LinearModel model,
      Dataset data,
      Optional<LinearModel> start,
      TrainingListener listener) {
    Recipe recipe = Recipe.of(model);
    TrainingOptions options = withStart(recipe, start);
    if (!data.hasTargets()
        || !data.featureNames().equals(model.featureNames())
        || !data.labels().equals(model.labels())) {
      throw new InputException(
          "To replay a model takes labelled rows with its features and labels, in its order.");
    }
    Dataset rows = trainingRows(recipe, data);
    Optional<Dataset> held = heldRows(recipe, data, rows);
    LinearModel again = Trainer.train(backend, rows, held, options, listener).model();
    String sha256 = rows.sha256();
    boolean sameData = sha256.equals(recipe.trainingDataSha256());
    List<String> findings = new ArrayList<>();
    if (!sameData) {
      findings.add(
          String.format(
              "The rows are not those that the model was trained on: sha256 %s of the %d training rows, instead of %s of"
                  + " %s rows.",
              sha256,
              rows.rows(),
              recipe.trainingDataSha256(),
              model.metadata().getOrDefault("trainingRows", "unknown")));
    }
    LinearModel trained = model.uncalibrated();
    if (!again.modelSha256().equals(trained.modelSha256())) {
      addReasons(backend, model, findings);
      addDifferences(model, again, findings);
    }
    return new Replay(
        trained.modelSha256(),
        again.modelSha256(),
        sameData,
        rows.rows(),
        backend.device(),
        backend.driver(),
        calibration(backend, model, recipe, data, rows),
        findings);
  }

  /**
   * Checks that a model is the one that another started from, or that it started from none.
   *
   * @throws InputException where that is not so
   */
  public static void requireStart(Recipe recipe, Optional<LinearModel> start) {
    withStart(recipe, start);
  }

  private static TrainingOptions withStart(Recipe recipe, Optional<LinearModel> start) {
    if (recipe.startModelSha256().isEmpty()) {
      if (start.isPresent()) {
        throw new InputException(
            "The model started from zeros; leave out the model to start from.");
      }
      return recipe.options();
    }
    String wanted = recipe.startModelSha256().get();
    if (start.isEmpty()) {
      throw new InputException(
          "The model cannot be replayed alone: it started from the model with the sha256 "
              + wanted
              + ". Give that one too, with --init.");
    }
    if (!start.get().modelSha256().equals(wanted)) {
      throw new InputException(
          String.format(
              "The model started from another model than the one given: its sha256 is %s, and not %s.",
              wanted, start.get().modelSha256()));
    }
    return recipe.options().withStart(start.get());
  }

  private static Dataset trainingRows(Recipe recipe, Dataset data) {
    if (recipe.fraction().isEmpty() || data.sha256().equals(recipe.trainingDataSha256())) {
      return data;
    }
    long seed = recipe.options().seed();
    return data.subset(Split.stratified(data, recipe.fraction().get(), seed).training());
  }

  /** Whether fitting again gives the model's calibration; of the model, not of its replay. */
  private static Calibration calibration(
      Backend backend, LinearModel model, Recipe recipe, Dataset data, Dataset rows) {
    if (model.calibration().isEmpty() && model.threshold().isEmpty()) {
      return Calibration.NONE;
    }
    if (recipe.fraction().isEmpty() || rows == data) {
      return Calibration.NOT_CHECKED;
    }
    Dataset held = held(recipe, data);
    if (!Calibrator.wasFittedOn(model, held)) {
      return Calibration.NOT_CHECKED;
    }
    LinearModel fitted = Calibrator.fit(backend, model, held, Calibrator.options(model)).model();
    return fitted.modelSha256().equals(model.modelSha256())
        ? Calibration.SAME
        : Calibration.DIFFERENT;
  }

  private static Dataset held(Recipe recipe, Dataset data) {
    long seed = recipe.options().seed();
    return data.subset(Split.stratified(data, recipe.fraction().get(), seed).validation());
  }

  /** The rows that early stopping watched. */
  private static Optional<Dataset> heldRows(Recipe recipe, Dataset data, Dataset rows) {
    if (recipe.options().stopping().patience() == 0) {
      return Optional.empty();
    }
    if (recipe.fraction().isEmpty() || rows == data) {
      throw new InputException(
          "The model cannot be replayed: it was stopped early by validation rows, which takes a share held out of the rows"
              + " given, and all of these.");
    }
    return Optional.of(held(recipe, data));
  }

  private static void addReasons(Backend backend, LinearModel model, List<String> findings) {
    String version = model.metadata().getOrDefault("logclVersion", "unknown");
    if (!version.equals(Recipe.logclVersion())) {
      findings.add(
          "The model was trained by LogCL " + version + ", this is " + Recipe.logclVersion() + ".");
    }
    if ("false".equals(model.metadata().get("exact"))) {
      findings.add(
          "The model was trained on a device that computes inexactly: "
              + model.metadata().getOrDefault("probeFailures", "no reason given")
              + ".");
    }
    if (!backend.probeFailures().isEmpty()) {
      findings.add(
          "This device computes inexactly: " + String.join("; ", backend.probeFailures()) + ".");
    }
  }

  private static void addDifferences(LinearModel model, LinearModel again, List<String> findings) {
    if (!again.preparation().equals(model.preparation())) {
      findings.add("The means and scales of the standardised features differ.");
    }
    float[] was = parameters(model);
    float[] is = parameters(again);
    int first = -1;
    int differing = 0;
    for (int i = 0; i < was.length; ++i) {
      if (Float.floatToRawIntBits(was[i]) != Float.floatToRawIntBits(is[i])) {
        first = first < 0 ? i : first;
        ++differing;
      }
    }
    if (differing > 0) {
      findings.add(
          String.format(
              "%d of %d parameters differ; the first is the %s: %s (%s) instead of %s (%s).",
              differing,
              was.length,
              Parameters.name(model, first),
              is[first],
              Float.toHexString(is[first]),
              was[first],
              Float.toHexString(was[first])));
    }
  }

  private static float[] parameters(LinearModel model) {
    float[] weights = model.weights();
    float[] bias = model.bias();
    float[] all = new float[weights.length + bias.length];
    System.arraycopy(weights, 0, all, 0, weights.length);
    System.arraycopy(bias, 0, all, weights.length, bias.length);
    return all;
  }
}
