package org.logcl.train;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.logcl.error.InputException;
import org.logcl.error.Quote;
import org.logcl.model.LinearModel;

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
  static final String VERSION = "1";

  static final String RECIPE_VERSION = "recipeVersion";
  static final String OPTIMIZER = "optimizer";
  static final String EPOCHS = "epochs";
  static final String EPOCHS_DONE = "epochsDone";
  static final String BATCH_SIZE = "batchSize";
  static final String LEARNING_RATE = "learningRate";
  static final String MOMENTUM = "momentum";
  static final String L2 = "l2";
  static final String SEED = "seed";
  static final String STANDARDIZE = "standardize";
  static final String START = "start";
  static final String START_MODEL_SHA256 = "startModelSha256";
  static final String BATCH_ORDER_GIVEN = "batchOrderGiven";
  static final String STATUS = "status";
  static final String TRAINING_DATA_SHA256 = "trainingDataSha256";
  static final String LOGCL_VERSION = "logclVersion";

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
    requireRepeatable(notes);
    TrainingOptions options =
        TrainingOptions.defaults()
            .withHead(model.head())
            .withEpochs(value(notes, EPOCHS, Integer::valueOf))
            .withBatchSize(value(notes, BATCH_SIZE, Integer::valueOf))
            .withLearningRate(value(notes, LEARNING_RATE, Double::valueOf))
            .withMomentum(value(notes, MOMENTUM, Double::valueOf))
            .withL2(value(notes, L2, Double::valueOf))
            .withSeed(value(notes, SEED, Long::valueOf))
            .withStandardize(value(notes, STANDARDIZE, Recipe::bool));
    return new Recipe(
        options,
        start(notes),
        notes.containsKey(VALIDATION_FRACTION)
            ? Optional.of(value(notes, VALIDATION_FRACTION, Double::valueOf))
            : Optional.empty(),
        value(notes, TRAINING_DATA_SHA256, text -> text));
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
    if (!version.equals(VERSION)) {
      throw refused(
          String.format(
              "it was trained by recipe %s, by %s; this LogCL knows recipe %s. Use that LogCL, or train it again with"
                  + " this one",
              Quote.of(version), trainer, VERSION));
    }
    String optimizer = value(notes, OPTIMIZER, text -> text);
    if (!optimizer.equals("sgd")) {
      throw refused(
          String.format(
              "its optimizer %s is not known here; there is: sgd. Use %s, which trained it",
              Quote.of(optimizer), trainer));
    }
  }

  private static void requireRepeatable(Map<String, String> notes) {
    if (value(notes, BATCH_ORDER_GIVEN, Recipe::bool)) {
      throw refused(
          "the order of its batches was given by hand, and the file does not keep it; run the program that gave the"
              + " order, or train with the seeded shuffle");
    }
    int done = value(notes, EPOCHS_DONE, Integer::valueOf);
    int epochs = value(notes, EPOCHS, Integer::valueOf);
    if (value(notes, STATUS, text -> text).equals("stopped") && done < epochs) {
      throw refused(
          String.format(
              "its listener stopped it after epoch %d of %d, for reasons the file does not keep; training for %d"
                  + " epochs gives the same model, and that one can be replayed",
              done, epochs, done));
    }
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
