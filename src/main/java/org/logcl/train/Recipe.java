package org.logcl.train;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.logcl.data.Dataset;
import org.logcl.data.Labels;
import org.logcl.data.Split;
import org.logcl.error.InputException;
import org.logcl.error.Quote;
import org.logcl.model.LinearModel;
import org.logcl.solve.Stopping;
import org.logcl.train.TrainingResult.Status;

/**
 * How a model was trained, as its metadata tell it: what it takes to train it again.
 *
 * @param options what training was told, but for the model it started from
 * @param startModelSha256 hash of the model that training started from; empty: from zeros
 * @param fraction share of the given rows that was held out by a seeded, stratified split; empty
 *     where all rows given were trained on
 * @param trainingDataSha256 hash of the rows trained on
 */
public record Recipe(
    TrainingOptions options,
    Optional<String> startModelSha256,
    Optional<Double> fraction,
    String trainingDataSha256) {
  /**
   * Version of what decides a model: the arithmetic, the orders, the optimiser, the keys below.
   * Whatever changes the model that the same metadata give, or adds a key that shapes it, gets a
   * new version.
   */
  static final String VERSION = "2";

  // Before the full-batch optimizers; what it says of SGD means the same today.
  private static final String SGD_ONLY_VERSION = "1";

  static final String RECIPE_VERSION = "recipeVersion";
  static final String OPTIMIZER = "optimizer";
  static final String EPOCHS = "epochs";
  static final String EPOCHS_DONE = "epochsDone";
  static final String BATCH_SIZE = "batchSize";
  static final String LEARNING_RATE = "learningRate";
  static final String MOMENTUM = "momentum";
  static final String NESTEROV = "nesterov";
  static final String BETA1 = "beta1";
  static final String BETA2 = "beta2";
  static final String EPSILON = "epsilon";
  static final String WEIGHT_DECAY = "weightDecay";
  static final String SCHEDULE = "schedule";
  static final String WARM_UP = "warmUp";
  static final String CLIP_NORM = "clipNorm";
  static final String AVERAGE_FROM = "averageFrom";
  static final String PATIENCE = "patience";
  static final String L1 = "l1";
  static final String L2 = "l2";
  static final String LOWER_BOUNDS = "lowerBounds";
  static final String UPPER_BOUNDS = "upperBounds";
  static final String CLASS_WEIGHTS = "classWeights";
  static final String LABEL_SMOOTHING = "labelSmoothing";
  static final String INTERCEPT = "intercept";
  static final String SEED = "seed";
  static final String STANDARDIZE = "standardize";
  static final String START = "start";
  static final String START_MODEL_SHA256 = "startModelSha256";
  static final String BATCH_ORDER_GIVEN = "batchOrderGiven";
  static final String GRADIENT_TOLERANCE = "gradientTolerance";
  static final String RELATIVE_TOLERANCE = "relativeTolerance";
  static final String MAX_ITERATIONS = "maxIterations";
  static final String ITERATIONS_DONE = "iterationsDone";
  static final String STATUS = "status";
  static final String TRAINING_DATA_SHA256 = "trainingDataSha256";
  static final String LOGCL_VERSION = "logclVersion";

  /** What the rows were held against, where that was no class each. */
  public static final String TARGET_KIND = "targetKind";

  /** Who splits the rows before training puts the share held out here. */
  public static final String VALIDATION_FRACTION = "validationFraction";

  /**
   * Reads a model's metadata.
   *
   * @throws InputException where they do not say all, or what they say cannot be done again; the
   *     message says why, and the way out
   */
  public static Recipe of(LinearModel model) {
    Map<String, String> notes = model.metadata();
    requireKnown(notes);
    requireFinished(notes);
    Optimizer optimizer =
        value(
            notes,
            OPTIMIZER,
            text -> Optimizer.of(text).orElseThrow(IllegalArgumentException::new));
    TrainingOptions options =
        TrainingOptions.defaults()
            .withHead(model.head())
            .withOptimizer(optimizer)
            .withPenalty(penalty(notes).withBounds(bounds(notes, model)))
            .withLoss(loss(notes, model.labels()))
            .withSeed(value(notes, SEED, Long::valueOf))
            .withStandardize(value(notes, STANDARDIZE, Recipe::bool));
    options =
        optimizer.isFullBatch()
            ? options.withStopping(stopping(notes))
            : options.withSgd(sgd(notes, optimizer));
    options = options.withPatience(patience(notes, optimizer));
    return new Recipe(
        options,
        start(notes),
        notes.containsKey(VALIDATION_FRACTION)
            ? Optional.of(value(notes, VALIDATION_FRACTION, Double::valueOf))
            : Optional.empty(),
        value(notes, TRAINING_DATA_SHA256, text -> text));
  }

  /**
   * The rows that a seeded split held out when a model was trained on a share of others.
   *
   * @param all the rows that were split
   * @return empty where no share was held out, or the others are not those trained on
   */
  public static Optional<Dataset> heldOut(LinearModel model, Dataset all) {
    Map<String, String> notes = model.metadata();
    if (!notes.containsKey(VALIDATION_FRACTION)) {
      return Optional.empty();
    }
    double fraction = value(notes, VALIDATION_FRACTION, Double::valueOf);
    Split split = Split.stratified(all, fraction, value(notes, SEED, Long::valueOf));
    String trained = value(notes, TRAINING_DATA_SHA256, text -> text);
    return all.subset(split.training()).sha256().equals(trained)
        ? Optional.of(all.subset(split.validation()))
        : Optional.empty();
  }

  /** Version of this LogCL. */
  public static String logclVersion() {
    String version = Recipe.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  private static void requireKnown(Map<String, String> notes) {
    String version = notes.get(RECIPE_VERSION);
    if (version == null) {
      throw refused(
          "its metadata do not say how it was trained; train it again with this version of LogCL");
    }
    String trainer = "LogCL " + notes.getOrDefault(LOGCL_VERSION, "of an unknown version");
    if (!version.equals(VERSION) && !version.equals(SGD_ONLY_VERSION)) {
      throw refused(
          String.format(
              "it was trained by recipe %s, by %s; this LogCL knows recipes %s and %s. Use that LogCL, or train it again"
                  + " with this one",
              Quote.of(version), trainer, SGD_ONLY_VERSION, VERSION));
    }
    String optimizer = value(notes, OPTIMIZER, text -> text);
    // A model names what auto took, never auto.
    if (Optimizer.of(optimizer).filter(known -> known != Optimizer.AUTO).isEmpty()) {
      throw refused(
          String.format(
              "its optimizer %s is not known here; there are: %s. Use %s, which trained it",
              Quote.of(optimizer), Optimizer.labels(), trainer));
    }
  }

  /** Refuses what was stopped for reasons that the file does not keep. */
  private static void requireFinished(Map<String, String> notes) {
    String status = value(notes, STATUS, text -> text);
    boolean stopped = status.equals(Status.STOPPED.label());
    if (!stopped && !status.equals(Status.TIME_LIMIT.label())) {
      return;
    }
    boolean sgd = notes.containsKey(EPOCHS);
    String unit = sgd ? "epoch" : "iteration";
    int done = value(notes, sgd ? EPOCHS_DONE : ITERATIONS_DONE, Integer::valueOf);
    int most = value(notes, sgd ? EPOCHS : MAX_ITERATIONS, Integer::valueOf);
    if (done < most) {
      throw refused(
          String.format(
              "%s stopped it after %s %d of %d, %s; training for %d %ss gives the same model, and that one can be"
                  + " replayed",
              stopped ? "its listener" : "the clock",
              unit,
              done,
              most,
              stopped ? "for reasons the file does not keep" : "which depends on the machine",
              done,
              unit));
    }
  }

  /** The first version had neither L1 nor a choice of intercepts. */
  private static Penalty penalty(Map<String, String> notes) {
    double l2 = value(notes, L2, Double::valueOf);
    if (notes.get(RECIPE_VERSION).equals(SGD_ONLY_VERSION)) {
      return new Penalty(0, l2, Intercept.FREE);
    }
    return new Penalty(
        value(notes, L1, Double::valueOf),
        l2,
        value(
            notes,
            INTERCEPT,
            text -> Intercept.of(text).orElseThrow(IllegalArgumentException::new)));
  }

  /** Where there are no bounds, they are not mentioned. */
  private static Bounds bounds(Map<String, String> notes, LinearModel model) {
    if (!notes.containsKey(LOWER_BOUNDS)) {
      return Bounds.none();
    }
    return Bounds.of(
        value(notes, LOWER_BOUNDS, text -> BoundsNotes.read(text, model)),
        value(notes, UPPER_BOUNDS, text -> BoundsNotes.read(text, model)));
  }

  /** In the first version all classes counted alike. */
  private static LossSettings loss(Map<String, String> notes, Labels labels) {
    if (notes.get(RECIPE_VERSION).equals(SGD_ONLY_VERSION)) {
      return LossSettings.DEFAULT;
    }
    return new LossSettings(
        value(notes, CLASS_WEIGHTS, text -> ClassWeights.parse(text, labels)),
        // Where there is none, it is not mentioned.
        notes.containsKey(LABEL_SMOOTHING) ? value(notes, LABEL_SMOOTHING, Double::valueOf) : 0);
  }

  /** The first version had plain SGD alone. */
  private static SgdSettings sgd(Map<String, String> notes, Optimizer optimizer) {
    if (value(notes, BATCH_ORDER_GIVEN, Recipe::bool)) {
      throw refused(
          "the order of its batches was given by hand, and the file does not keep it; run the program that gave the"
              + " order, or train with the seeded shuffle");
    }
    boolean first = notes.get(RECIPE_VERSION).equals(SGD_ONLY_VERSION);
    SgdSettings settings =
        SgdSettings.DEFAULT
            .withEpochs(value(notes, EPOCHS, Integer::valueOf))
            .withBatchSize(value(notes, BATCH_SIZE, Integer::valueOf))
            .withLearningRate(value(notes, LEARNING_RATE, Double::valueOf));
    if (optimizer == Optimizer.SGD) {
      settings =
          settings.withMomentum(
              value(notes, MOMENTUM, Double::valueOf),
              !first && value(notes, NESTEROV, Recipe::bool));
    } else {
      settings = settings.withAdaptive(adaptive(notes));
    }
    return first
        ? settings
        : settings
            .withSchedule(
                Schedule.of(
                    value(notes, SCHEDULE, text -> text), value(notes, WARM_UP, Integer::valueOf)))
            .withClipNorm(value(notes, CLIP_NORM, Double::valueOf))
            .withAverageFrom(value(notes, AVERAGE_FROM, Integer::valueOf));
  }

  /** Neither the first version nor, at first, the full-batch optimizers had any. */
  private static int patience(Map<String, String> notes, Optimizer optimizer) {
    boolean optional =
        optimizer.isFullBatch() || notes.get(RECIPE_VERSION).equals(SGD_ONLY_VERSION);
    return optional && !notes.containsKey(PATIENCE) ? 0 : value(notes, PATIENCE, Integer::valueOf);
  }

  private static Adaptive adaptive(Map<String, String> notes) {
    return new Adaptive(
        value(notes, BETA1, Double::valueOf),
        value(notes, BETA2, Double::valueOf),
        value(notes, EPSILON, Double::valueOf),
        value(notes, WEIGHT_DECAY, Double::valueOf));
  }

  private static Stopping stopping(Map<String, String> notes) {
    return new Stopping(
        value(notes, GRADIENT_TOLERANCE, Double::valueOf),
        value(notes, RELATIVE_TOLERANCE, Double::valueOf),
        value(notes, MAX_ITERATIONS, Integer::valueOf),
        Stopping.DEFAULT.maxSeconds());
  }

  private static Optional<String> start(Map<String, String> notes) {
    String start = value(notes, START, text -> text);
    return switch (start) {
      case "zeros" -> Optional.empty();
      case "model" -> Optional.of(value(notes, START_MODEL_SHA256, text -> text));
      case "parameters" ->
          throw refused(
              "it started from parameters given in a program, and the file does not keep them; run that program, or start"
                  + " from a model");
      default ->
          throw refused("its start " + Quote.of(start) + " is neither zeros, model nor parameters");
    };
  }

  private static boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  private static <T> T value(Map<String, String> notes, String key, Function<String, T> parse) {
    String text = notes.get(key);
    if (text == null) {
      throw refused("its metadata have no '" + key + "'; train it again with this LogCL");
    }
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      throw refused("its '" + key + "' is " + Quote.of(text) + ", which cannot be read");
    }
  }

  private static InputException refused(String reason) {
    return new InputException("The model cannot be replayed: " + reason + ".");
  }
}
