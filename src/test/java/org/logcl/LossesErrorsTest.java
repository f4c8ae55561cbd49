package org.logcl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logcl.error.InputException;
import org.logcl.kernel.TwinBackend;

/** Every bad argument of a loss is named with its place, its value and what is allowed. */
class LossesErrorsTest {
  private static final BinaryLogits Z = BinaryLogits.of(new float[] {1, -2});
  private static final BinaryProbabilities P = BinaryProbabilities.of(new float[] {0, 1});
  private static final ClassLogits MANY = ClassLogits.of(new float[] {1, 2, 3, 4, 5, 6}, 3);
  private static final float[] TARGETS = {0, 1};
  private static final int[] INDICES = {0, 2};
  private static final float[] SOFT = {1, 0, 0, 0.25f, 0.25f, 0.5f};
  private static final LabelLogits LABELS = LabelLogits.of(new float[] {1, 2, 3, 4, 5, 6}, 3);
  private static final Reduction SUM = Reduction.SUM;

  private final Losses losses = new Losses(new TwinBackend());

  private static void assertRefused(String message, Supplier<?> call) {
    assertEquals(message, assertThrows(InputException.class, call::get).getMessage());
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void logitsThatAreNotFinite(float bad) {
    String message = "The logit at 1 is " + bad + "; it must be a finite number.";
    assertRefused(message, () -> BinaryLogits.of(new float[] {0, bad}));
    assertRefused(message, () -> ClassLogits.of(new float[] {0, bad}, 2));
    assertRefused(message, () -> LabelLogits.of(new float[] {0, bad}, 2));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, -1e-45f, 1.0000001f})
  void probabilitiesOutOfRange(float bad) {
    assertRefused(
        "The probability at 1 is " + bad + "; it must be between 0 and 1.",
        () -> BinaryProbabilities.of(new float[] {0, bad}));
  }

  @Test
  void noRows() {
    assertRefused(
        "There is no logit: at least one row is needed.", () -> BinaryLogits.of(new float[0]));
    assertRefused(
        "There is no logit: at least one row is needed.", () -> ClassLogits.of(new float[0], 2));
    assertRefused(
        "There is no probability: at least one row is needed.",
        () -> BinaryProbabilities.of(new float[0]));
  }

  @Test
  void logitsThatAreNoWholeRows() {
    assertRefused(
        "5 logits are not whole rows of 3 classes; at least 2 classes are needed.",
        () -> ClassLogits.of(new float[5], 3));
    for (int classes : new int[] {1, 0, -1}) {
      assertRefused(
          "4 logits are not whole rows of " + classes + " classes; at least 2 classes are needed.",
          () -> ClassLogits.of(new float[4], classes));
      assertRefused(
          "4 logits are not whole rows of " + classes + " labels; at least 2 labels are needed.",
          () -> LabelLogits.of(new float[4], classes));
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, -0.1f, 1, Float.POSITIVE_INFINITY})
  void labelSmoothingOutOfRange(float bad) {
    assertRefused(
        "The label smoothing is " + bad + "; it must be from 0 to under 1.",
        () -> losses.softmax(MANY, INDICES, bad, SUM));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, -0.1f, 1.1f})
  void targetsOutOfRange(float bad) {
    float[] targets = {0, bad};
    String message = "The target at 1 is " + bad + "; it must be between 0 and 1.";
    assertRefused(message, () -> losses.binary(Z, targets, SUM));
    assertRefused(message, () -> losses.binary(P, targets, SUM));
    float[] soft = {1, bad, 0, 1, 0, 0};
    assertRefused(message, () -> losses.softmax(MANY, soft, SUM));
    assertRefused(message, () -> losses.multilabel(LABELS, soft, SUM));
  }

  @Test
  void lengthsThatDiffer() {
    String one = "There are 1 values of target, but 2 are needed.";
    assertRefused(one, () -> losses.binary(Z, new float[1], SUM));
    assertRefused(one, () -> losses.binary(P, new float[1], SUM));
    assertRefused(
        "There are 5 values of target, but 6 are needed.",
        () -> losses.softmax(MANY, new float[5], SUM));
    assertRefused(
        "There are 5 values of target, but 6 are needed.",
        () -> losses.multilabel(LABELS, new float[5], SUM));
    assertRefused(
        "There are 3 values of class index, but 2 are needed.",
        () -> losses.softmax(MANY, new int[3], 0.1f, SUM));
    assertRefused(
        "There are 3 values of class index, but 2 are needed.",
        () -> losses.softmax(MANY, new int[3], SUM));
  }

  @ParameterizedTest
  @ValueSource(ints = {-100, -1, 3})
  void classIndicesOutOfRange(int bad) {
    assertRefused(
        "The class index at 1 is " + bad + "; it must be from 0 to 2.",
        () -> losses.softmax(MANY, new int[] {0, bad}, SUM));
  }

  @Test
  void distributionsThatDoNotSumToOne() {
    float[] half = {1, 0, 0, 0.25f, 0.25f, 0.25f};
    assertRefused(
        "The targets of row 1 sum to 0.75; a distribution sums to 1.",
        () -> losses.softmax(MANY, half, SUM));
    float[] nearly = {1, 0, 0, 0.25f, 0.25f, 0.5005f};
    assertEquals(2, losses.softmax(MANY, nearly, SUM).rows().length);
    float[] over = {1, 0, 0, 0.25f, 0.25f, 0.502f};
    assertThrows(InputException.class, () -> losses.softmax(MANY, over, SUM));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, -1, Float.POSITIVE_INFINITY})
  void weightsOutOfRange(float bad) {
    float[] weights = {1, bad};
    refusedEverywhere(
        "The sample weight at 1 is " + bad + "; it must be finite and not negative.", weights);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, -1, Float.POSITIVE_INFINITY})
  void positiveWeightsOutOfRange(float bad) {
    float[] positive = {1, bad, 1};
    float[] ones = {1, 1};
    assertRefused(
        "The positive weight at 1 is " + bad + "; it must be finite and not negative.",
        () -> losses.multilabel(LABELS, SOFT, positive, ones, SUM));
    assertRefused(
        "There are 2 values of positive weight, but 3 are needed.",
        () -> losses.multilabel(LABELS, SOFT, ones, ones, SUM));
  }

  @Test
  void weightsOfAnotherLength() {
    refusedEverywhere("There are 3 values of sample weight, but 2 are needed.", new float[3]);
  }

  @ParameterizedTest
  @ValueSource(floats = {0f, Float.MIN_VALUE, 0x1.fffffep-41f})
  void weightsThatAllCountAsZero(float weight) {
    refusedEverywhere(
        "All sample weights are 0, or below 2^-40 and count as 0: there is nothing to average.",
        new float[] {weight, weight});
  }

  private void refusedEverywhere(String message, float[] weights) {
    for (Reduction how : Reduction.values()) {
      assertRefused(message, () -> losses.binary(Z, TARGETS, weights, how));
      assertRefused(message, () -> losses.binary(P, TARGETS, weights, how));
      assertRefused(message, () -> losses.softmax(MANY, INDICES, weights, how));
      assertRefused(message, () -> losses.softmax(MANY, INDICES, 0.1f, weights, how));
      assertRefused(message, () -> losses.softmax(MANY, SOFT, weights, how));
      assertRefused(message, () -> losses.multilabel(LABELS, SOFT, weights, how));
    }
  }
}
