package org.logcl.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logcl.data.Dataset;
import org.logcl.data.Labels;
import org.logcl.error.InputException;
import org.logcl.kernel.TwinBackend;
import org.logcl.model.Head;
import org.logcl.model.LinearModel;
import org.logcl.solve.Stopping;

/** What a model remembers of its training, read back. */
class RecipeTest {
  private static final Dataset ROWS =
      Dataset.of(
          new float[] {1, 2, 3, 4, 5, 6},
          6,
          1,
          List.of("x"),
          Labels.of(List.of("a", "b")),
          new int[] {0, 1, 0, 1, 0, 1},
          null);

  private static LinearModel train(TrainingOptions options, TrainingListener listener) {
    return Trainer.train(new TwinBackend(), ROWS, Optional.empty(), options, listener).model();
  }

  private static LinearModel train(TrainingOptions options) {
    return train(options, TrainingListener.NONE);
  }

  private static LinearModel changed(LinearModel model, String key, String value) {
    Map<String, String> notes = new TreeMap<>(model.metadata());
    if (value == null) {
      notes.remove(key);
    } else {
      notes.put(key, value);
    }
    return model.withMetadata(notes);
  }

  private static String refusal(LinearModel model) {
    String message = assertThrows(InputException.class, () -> Recipe.of(model)).getMessage();
    assertTrue(message.startsWith("The model cannot be replayed: "), message);
    return message;
  }

  @Test
  void readsBackEveryOption() {
    TrainingOptions options =
        TrainingOptions.defaults()
            .withHead(Head.SOFTMAX)
            .withEpochs(3)
            .withBatchSize(4)
            .withLearningRate(0.1234567890123456789)
            .withMomentum(1.0 / 3)
            .withL2(1e-30)
            .withSeed(Long.MIN_VALUE)
            .withStandardize(true);
    Recipe recipe = Recipe.of(train(options));
    assertEquals(options, recipe.options());
    assertEquals(Optional.empty(), recipe.startModelSha256());
    assertEquals(Optional.empty(), recipe.fraction());
    assertEquals(ROWS.sha256(), recipe.trainingDataSha256());
  }

  @Test
  void readsBackTheFullBatchOptions() {
    TrainingOptions options =
        TrainingOptions.defaults()
            .withHead(Head.SIGMOID)
            .withOptimizer(Optimizer.LBFGS)
            .withL2(1.0 / 3)
            .withStopping(new Stopping(1e-3, 1.0 / 7, 5, Double.POSITIVE_INFINITY));
    assertEquals(options, Recipe.of(train(options)).options());
    for (Intercept intercept : Intercept.values()) {
      TrainingOptions net =
          options.withOptimizer(Optimizer.OWLQN).withL1(0.01).withIntercept(intercept);
      assertEquals(net, Recipe.of(train(net)).options());
    }
  }

  @Test
  void readsBackTheClassWeights() {
    TrainingOptions options = TrainingOptions.defaults().withHead(Head.SIGMOID);
    List<ClassWeights> all =
        List.of(
            ClassWeights.none(),
            ClassWeights.balanced(),
            ClassWeights.of(Map.of("a", 1.0 / 3, "b", 1e-30)));
    for (ClassWeights weights : all) {
      TrainingOptions weighted = options.withClassWeights(weights);
      assertEquals(weighted, Recipe.of(train(weighted)).options());
    }
    // As a weight of its class, which is the same.
    LinearModel model = train(options.withClassWeights(ClassWeights.positive(2.5)));
    assertEquals("1.0,2.5", model.metadata().get("classWeights"));
    assertEquals(
        ClassWeights.of(Map.of("a", 1.0, "b", 2.5)),
        Recipe.of(model).options().loss().classWeights());
  }

  /** Models from before the full-batch optimizers. */
  @Test
  void readsTheFirstVersion() {
    TrainingOptions options = TrainingOptions.defaults().withHead(Head.SIGMOID).withEpochs(3);
    LinearModel model = changed(train(options), "recipeVersion", "1");
    model = changed(changed(model, "l1", null), "intercept", null);
    model = changed(model, "classWeights", null);
    assertEquals(options, Recipe.of(model).options());
  }

  /** And the way out that the message names is one. */
  @Test
  void refusesWhatTheClockStopped() {
    TrainingOptions options = TrainingOptions.defaults().withOptimizer(Optimizer.LBFGS).withL2(0.1);
    LinearModel stopped = train(options.withStopping(new Stopping(0, 0, 1000, 1e-9)));
    String message = refusal(stopped);
    assertTrue(
        message.contains(
            "the clock stopped it after iteration 1 of 1000, which depends on the machine"),
        message);
    LinearModel wayOut = train(options.withStopping(new Stopping(0, 0, 1, 1e9)));
    assertEquals(stopped.modelSha256(), wayOut.modelSha256());
    Recipe.of(wayOut);
  }

  @Test
  void namesTheModelItStartedFrom() {
    LinearModel first = train(TrainingOptions.defaults());
    Recipe recipe = Recipe.of(train(TrainingOptions.defaults().withStart(first)));
    assertEquals(Optional.of(first.modelSha256()), recipe.startModelSha256());
  }

  @Test
  void refusesAnOrderGivenByHand() {
    LinearModel model =
        train(
            TrainingOptions.defaults()
                .withBatchOrder((epoch, rows) -> IntStream.range(0, rows).toArray()));
    assertTrue(refusal(model).contains("the order of its batches was given by hand"));
  }

  @Test
  void refusesParametersGivenByHand() {
    LinearModel model =
        train(TrainingOptions.defaults().withStart(new float[] {1}, new float[] {0}));
    assertTrue(refusal(model).contains("it started from parameters given in a program"));
  }

  /** And the way out that the message names is one. */
  @Test
  void refusesWhatAListenerStopped() {
    LinearModel stopped =
        train(
            TrainingOptions.defaults().withEpochs(9),
            new TrainingListener() {
              @Override
              public boolean epoch(EpochReport report) {
                return report.epoch() < 4;
              }
            });
    String message = refusal(stopped);
    assertTrue(message.contains("stopped it after epoch 4 of 9"), message);
    assertTrue(message.contains("training for 4 epochs gives the same model"), message);
    LinearModel wayOut = train(TrainingOptions.defaults().withEpochs(4));
    assertEquals(stopped.modelSha256(), wayOut.modelSha256());
    Recipe.of(wayOut);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "recipeVersion | 3 | it was trained by recipe \"3\", by LogCL unpackaged; this LogCL knows recipes 1 and 2",
        "recipeVersion |   | its metadata do not say how it was trained",
        "optimizer | rmsprop | its optimizer \"rmsprop\" is not known here; there are: sgd, adam, adamw, adagrad, lbfgs, owlqn, newton, auto. Use LogCL unpackaged",
        "optimizer | auto  | its optimizer \"auto\" is not known here",
        "optimizer | lbfgs | have no 'gradientTolerance'",
        "optimizer |       | have no 'optimizer'",
        "intercept | some  | its 'intercept' is \"some\"",
        "l1 |              | have no 'l1'",
        "classWeights |    | have no 'classWeights'",
        "classWeights | 1,2,3 | its 'classWeights' is \"1,2,3\", which cannot be read",
        "classWeights | 1,x | its 'classWeights' is \"1,x\"",
        "epochs | ten      | its 'epochs' is \"ten\", which cannot be read",
        "learningRate |    | have no 'learningRate'",
        "learningRate | x  | its 'learningRate' is \"x\"",
        "standardize | yes | its 'standardize' is \"yes\"",
        "seed | 1.5        | its 'seed' is \"1.5\"",
        "start | moon      | its start \"moon\" is neither zeros, model nor parameters",
        "start | model     | have no 'startModelSha256'",
        "validationFraction | half | its 'validationFraction' is \"half\"",
        "trainingDataSha256 | | have no 'trainingDataSha256'",
        "batchOrderGiven |  | have no 'batchOrderGiven'",
        "status |           | have no 'status'",
      })
  void refusesMetadataThatDoNotTell(String key, String value, String reason) {
    LinearModel model = changed(train(TrainingOptions.defaults()), key, value);
    String message = refusal(model);
    assertTrue(message.contains(reason), message);
  }

  @Test
  void refusesOptionsOutOfRange() {
    LinearModel model = changed(train(TrainingOptions.defaults()), "momentum", "2");
    assertThrows(InputException.class, () -> Recipe.of(model));
  }
}
