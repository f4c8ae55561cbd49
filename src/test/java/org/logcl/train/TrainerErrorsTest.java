package org.logcl.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logcl.data.Dataset;
import org.logcl.data.Labels;
import org.logcl.error.InputException;
import org.logcl.kernel.TwinBackend;
import org.logcl.model.Head;
import org.logcl.model.LinearModel;
import org.logcl.testing.Tables;

/** What does not fit together is refused with its reason, before anything is computed. */
class TrainerErrorsTest {
  private static final TrainingOptions OPTIONS = TrainingOptions.defaults().withEpochs(1);
  private static final Dataset ROWS = Tables.make(20, 3, 3, 1);

  private static void assertRefused(String message, Supplier<?> call) {
    assertEquals(message, assertThrows(InputException.class, call::get).getMessage());
  }

  private static TrainingResult train(Dataset rows, Dataset held, TrainingOptions options) {
    return Trainer.train(
        new TwinBackend(), rows, Optional.ofNullable(held), options, TrainingListener.NONE);
  }

  @Test
  void options() {
    assertRefused("The number of epochs is 0; it must be 1 or more.", () -> OPTIONS.withEpochs(0));
    assertRefused(
        "The batch size is -1; it must be 1 or more, or 0 for all rows at once.",
        () -> OPTIONS.withBatchSize(-1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 9e-31, 1.1e30, Double.NaN, Double.POSITIVE_INFINITY})
  void learningRate(double value) {
    assertRefused(
        "The learning rate is " + value + "; it must be between 1e-30 and 1e30.",
        () -> OPTIONS.withLearningRate(value));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, -0.1, 2, 1 - 1e-9, Double.NaN})
  void momentum(double value) {
    assertRefused(
        "The momentum is " + value + "; it must be 0 or more and below 1.",
        () -> OPTIONS.withMomentum(value));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 1e-31, 1.1e30, Double.NaN, Double.POSITIVE_INFINITY})
  void l2(double value) {
    assertRefused(
        "The L2 penalty is " + value + "; it must be 0, or between 1e-30 and 1e30.",
        () -> OPTIONS.withL2(value));
  }

  @Test
  void sigmoidWithThreeClasses() {
    assertRefused(
        "The sigmoid head tells two classes apart, but the data have 3. Use the softmax head.",
        () -> train(ROWS, null, OPTIONS.withHead(Head.SIGMOID)));
  }

  @Test
  void oneClassOnly() {
    String message = "Training needs rows of at least two classes; all rows are of class \"0\".";
    assertRefused(message, () -> train(Tables.make(5, 2, 1, 1), null, OPTIONS));
    // The labels know a second class, but no row is of it.
    Dataset lonely = Tables.of(new float[] {1, 2, 3}, 1, 2, new int[3], null);
    assertRefused(message, () -> train(lonely, null, OPTIONS));
  }

  @Test
  void validationOfOtherColumnsOrLabels() {
    String message = "The validation rows must have the features and labels of the training rows.";
    assertRefused(message, () -> train(ROWS, Tables.make(9, 4, 3, 2), OPTIONS));
    assertRefused(message, () -> train(ROWS, Tables.make(9, 3, 4, 2), OPTIONS));
    Dataset held = Tables.make(9, 3, 3, 2);
    List<String> names = List.of("x1", "x0", "x2");
    assertRefused(
        message,
        () ->
            train(
                ROWS,
                Dataset.of(held.features(), 9, 3, names, held.labels(), held.targets(), null),
                OPTIONS));
    Labels turned = Labels.ofOrdered(List.of("2", "1", "0"));
    assertRefused(
        message,
        () ->
            train(
                ROWS,
                Dataset.of(
                    held.features(), 9, 3, held.featureNames(), turned, held.targets(), null),
                OPTIONS));
  }

  @Test
  void batchOrderThatIsNone() {
    assertRefused(
        "The batch order of epoch 1 must hold every row number from 0 to 19 once.",
        () -> train(ROWS, null, OPTIONS.withBatchOrder((epoch, rows) -> new int[rows])));
    // Not even where all rows are taken at once.
    assertRefused(
        "The batch order of epoch 1 must hold every row number from 0 to 19 once.",
        () ->
            train(
                ROWS,
                null,
                OPTIONS.withBatchSize(0).withBatchOrder((epoch, rows) -> new int[rows + 1])));
  }

  @Test
  void startOfAnotherShape() {
    assertRefused(
        "The parameters to start from are 8 weights and 3 intercepts; 3 features and 3 logits need 9 and 3.",
        () -> train(ROWS, null, OPTIONS.withStart(new float[8], new float[3])));
    assertRefused(
        "The parameters to start from are 9 weights and 1 intercepts; 3 features and 3 logits need 9 and 3.",
        () -> train(ROWS, null, OPTIONS.withStart(new float[9], new float[1])));
  }

  @Test
  void startThatIsNotFinite() {
    float[] weights = new float[9];
    weights[4] = Float.NaN;
    float[] bias = {0, Float.NEGATIVE_INFINITY, 0};
    String message = "The parameters to start from must be finite numbers.";
    assertRefused(message, () -> train(ROWS, null, OPTIONS.withStart(weights, new float[3])));
    assertRefused(message, () -> train(ROWS, null, OPTIONS.withStart(new float[9], bias)));
  }

  @Test
  void startFromAModelOfOtherColumnsOrLabels() {
    LinearModel start = train(ROWS, null, OPTIONS).model();
    float[] x = ROWS.features();
    int[] y = ROWS.targets();
    Dataset turned = Dataset.of(x, 20, 3, List.of("x2", "x1", "x0"), ROWS.labels(), y, null);
    assertRefused(
        "The model to start from has the features \"x0\", \"x1\", \"x2\" and the labels \"0\", \"1\", \"2\";"
            + " the training rows have \"x2\", \"x1\", \"x0\" and \"0\", \"1\", \"2\".",
        () -> train(turned, null, OPTIONS.withStart(start)));
    Labels labels = Labels.ofOrdered(List.of("2", "1", "0"));
    Dataset renamed = Dataset.of(x, 20, 3, ROWS.featureNames(), labels, y, null);
    assertRefused(
        "The model to start from has the features \"x0\", \"x1\", \"x2\" and the labels \"0\", \"1\", \"2\";"
            + " the training rows have \"x0\", \"x1\", \"x2\" and \"2\", \"1\", \"0\".",
        () -> train(renamed, null, OPTIONS.withStart(start)));
  }
}
