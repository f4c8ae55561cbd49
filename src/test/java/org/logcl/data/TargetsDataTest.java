package org.logcl.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.logcl.error.InputException;

/** Data sets whose targets are no class indices. */
class TargetsDataTest {
  private static final float[] X = {1, 2, 3};
  private static final String SOFT =
      "b6ae3a7b8bd04a768a7a4cab1785d5cb92e6485ebb2b99d24b8f14caa27e3e13";
  private static final String TOGETHER =
      "c36a494abda77569dcd1f9f0534926c5b445030d864dd249850847aedda22f35";
  private static final Labels LABELS = Labels.ofOrdered(List.of("no", "yes"));

  private static Dataset soft(float... values) {
    return Dataset.ofDistributions(X, 3, 1, List.of("a"), LABELS, values, null);
  }

  private static Dataset labels(float... values) {
    return Dataset.ofLabels(X, 3, 1, List.of("a"), LABELS, values, new float[] {1, 2, 0});
  }

  // Computed with Python's hashlib and struct from the documented layout.
  @Test
  void hashIsThatOfTheDocumentedLayout() {
    assertEquals(SOFT, soft(0.25f, 0.75f, 1, 0, 0.5f, 0.5f).sha256());
    assertEquals(TOGETHER, labels(0, 0, 1, 1, 0, 1).sha256());
  }

  @Test
  void theLeadingClassIsTheLowestOfSeveral() {
    Dataset rows = soft(0.25f, 0.75f, 1, 0, 0.5f, 0.5f);
    assertEquals(TargetKind.DISTRIBUTIONS, rows.targetKind());
    assertArrayEquals(new int[] {1, 0, 0}, rows.targets());
    assertArrayEquals(new double[] {1.75, 1.25}, rows.weightByLabel(null));
    assertArrayEquals(new double[] {2, 2}, rows.weightByLabel(new float[] {2, 1, 1}));
  }

  @Test
  void aSubsetKeepsTheTargetsOfItsRows() {
    Dataset rows = labels(0, 0, 1, 1, 0, 1).subset(new int[] {1, 0, 1});
    assertArrayEquals(new float[] {1, 1, 0, 0, 1, 1}, rows.targetValues());
    assertEquals(TargetKind.LABELS, rows.targetKind());
    assertEquals(2, labels(0, 0, 1, 1, 0, 1).withoutWeightless().rows());
  }

  @Test
  void classWeightsMoveShares() {
    Dataset rows = soft(0.25f, 0.75f, 1, 0, 0, 1).withReweightedTargets(new double[] {3, 1});
    assertArrayEquals(new float[] {0.5f, 0.5f, 1, 0, 0, 1}, rows.targetValues());
  }

  @Test
  void aSplitOfLabelsIsOfAllRowsAlike() {
    Dataset rows =
        Dataset.ofLabels(new float[100], 100, 1, List.of("a"), LABELS, new float[200], null);
    Split split = Split.stratified(rows, 0.25, 3);
    assertEquals(25, split.validation().length);
    assertNotEquals(24, split.validation()[24] - split.validation()[0], "scattered");
  }

  @Test
  void refusesWhatIsNoTarget() {
    refused("row 1: its targets sum to 0.5", () -> soft(1, 0, 0.25f, 0.25f, 1, 0));
    refused("row 0, label \"yes\": the target 1.5", () -> soft(0, 1.5f, 1, 0, 1, 0));
    refused("row 0, label \"no\": the target NaN", () -> labels(Float.NaN, 1, 1, 0, 1, 0));
    refused("row 2, label \"no\": the target -1.0", () -> labels(0, 1, 1, 0, -1, 0));
    refused("4 targets given, but 3 x 2 expected", () -> soft(1, 0, 1, 0));
    refused(
        "give at least 2",
        () ->
            Dataset.ofLabels(X, 3, 1, List.of("a"), Labels.of(List.of("one")), new float[3], null));
    refused("cannot be left out", () -> soft(1, 0, 1, 0, 0, 1).withoutClass("no"));
    assertThrows(IllegalStateException.class, () -> labels(0, 0, 1, 1, 0, 1).targets());
    Dataset hard = Dataset.of(X, 3, 1, List.of("a"), LABELS, new int[3], null);
    assertThrows(IllegalStateException.class, hard::targetValues);
  }

  private static void refused(String why, Runnable run) {
    InputException refusal = assertThrows(InputException.class, run::run);
    assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
  }
}
