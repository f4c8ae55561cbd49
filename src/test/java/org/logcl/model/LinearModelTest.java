package org.logcl.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.logcl.data.Labels;
import org.logcl.data.Preparation;
import org.logcl.data.Standardization;
import org.logcl.error.InputException;

class LinearModelTest {
  private static final Labels ABC = Labels.ofOrdered(List.of("a", "b", "c"));
  private static final List<String> XY = List.of("x", "y");
  private static final Preparation STANDARD =
      Preparation.standardizing(Standardization.of(new double[] {.1, -7}, new double[] {2, 0}));

  private static float[] weights() {
    return new float[] {1, 2, 3, 4, 5, 6};
  }

  private static float[] bias() {
    return new float[] {.5f, -.5f, .25f};
  }

  private static LinearModel model(Preparation preparation) {
    return LinearModel.of(Head.SOFTMAX, ABC, XY, weights(), bias(), preparation);
  }

  @Test
  void knowsItsSizes() {
    LinearModel softmax = model(Preparation.none());
    assertEquals(2, softmax.features());
    assertEquals(3, softmax.classes());
    assertEquals(3, softmax.logits());
    LinearModel sigmoid =
        LinearModel.of(
            Head.SIGMOID,
            Labels.ofOrdered(List.of("n", "p")),
            XY,
            new float[2],
            new float[1],
            Preparation.none());
    assertEquals(2, sigmoid.classes());
    assertEquals(1, sigmoid.logits());
  }

  // Computed with Python's hashlib and struct from the documented layout.
  @Test
  void hashIsThatOfTheDocumentedLayout() {
    assertEquals(
        "74a076dd3abbeba7e0a006c813cd290cc33920803b2613f1c91f4fe955977083",
        model(Preparation.none()).modelSha256());
    assertEquals(
        "c40dbebac0e550fcd1e2249066ee976a4b9aa5b107a937c904797daa886cb9c6",
        model(STANDARD).modelSha256());
  }

  @Test
  void hashIgnoresMetadata() {
    LinearModel model = model(STANDARD);
    LinearModel noted = model.withMetadata(Map.of("device", "reference"));
    assertEquals(model.modelSha256(), noted.modelSha256());
    assertEquals(Map.of("device", "reference"), noted.metadata());
    assertEquals(Map.of(), model.metadata());
    assertEquals(Map.of("seed", "1"), noted.withMetadata(Map.of("seed", "1")).metadata());
  }

  @Test
  void hashSeesEveryParameter() {
    String before = model(Preparation.none()).modelSha256();
    float[] weights = weights();
    weights[5] = Math.nextUp(weights[5]);
    LinearModel other = LinearModel.of(Head.SOFTMAX, ABC, XY, weights, bias(), Preparation.none());
    assertNotEquals(before, other.modelSha256());
  }

  @Test
  void sharesNoArray() {
    float[] weights = weights();
    LinearModel model = LinearModel.of(Head.SOFTMAX, ABC, XY, weights, bias(), STANDARD);
    String before = model.modelSha256();
    weights[0] = 9;
    model.weights()[0] = 9;
    model.bias()[0] = 9;
    model.preparation().standardization().orElseThrow().mean()[0] = 9;
    assertEquals(before, model.modelSha256());
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertMessage(
        "5 weights and 3 biases given; 2 features and 3 logits need 6 and 3",
        () -> LinearModel.of(Head.SOFTMAX, ABC, XY, new float[5], bias(), STANDARD));
    assertMessage(
        "6 weights and 1 biases",
        () -> LinearModel.of(Head.SOFTMAX, ABC, XY, weights(), new float[1], STANDARD));
    assertMessage(
        "exactly 2 classes",
        () -> LinearModel.of(Head.SIGMOID, ABC, XY, new float[2], new float[1], STANDARD));
    assertMessage(
        "occurs twice",
        () -> LinearModel.of(Head.SOFTMAX, ABC, List.of("x", "x"), weights(), bias(), STANDARD));
    assertMessage(
        "at least 1 feature",
        () -> LinearModel.of(Head.SOFTMAX, ABC, List.of(), new float[0], bias(), STANDARD));
    assertMessage(
        "fitted on 2 columns, the model has 1 features",
        () -> LinearModel.of(Head.SOFTMAX, ABC, List.of("x"), new float[3], bias(), STANDARD));
    float[] weights = weights();
    weights[4] = Float.NaN;
    assertMessage(
        "weight 4 is NaN", () -> LinearModel.of(Head.SOFTMAX, ABC, XY, weights, bias(), STANDARD));
    float[] infinite = {0, 0, Float.POSITIVE_INFINITY};
    assertMessage(
        "bias 2 is Infinity",
        () -> LinearModel.of(Head.SOFTMAX, ABC, XY, weights(), infinite, STANDARD));
  }

  @Test
  void refusesMetadataThatTheFileCannotHold() {
    LinearModel model = model(STANDARD);
    for (String key : LinearModel.RESERVED_METADATA) {
      assertMessage("used by the model file", () -> model.withMetadata(Map.of(key, "")));
    }
    assertMessage("unpaired surrogate", () -> model.withMetadata(Map.of("k", "\ud800")));
    assertMessage("unpaired surrogate", () -> model.withMetadata(Map.of("\ud800", "v")));
  }

  private static void assertMessage(String expected, Executable action) {
    String message = assertThrows(InputException.class, action).getMessage();
    assertTrue(message.contains(expected), message);
  }
}
