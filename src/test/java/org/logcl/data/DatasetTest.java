package org.logcl.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.logcl.error.InputException;

class DatasetTest {
  private static final List<String> NAMES = List.of("l\u00e4nge", "b");
  private static final Labels LABELS = Labels.ofOrdered(List.of("no", "yes"));

  private static float[] values() {
    return new float[] {1.5f, -0f, Float.MIN_VALUE, Float.MAX_VALUE, -2, 0.1f};
  }

  private static Dataset dataset(float... weights) {
    return Dataset.of(
        values(), 3, 2, NAMES, LABELS, new int[] {1, 0, 1}, weights.length == 0 ? null : weights);
  }

  @Test
  void sharesItsArrays() {
    float[] features = values();
    int[] targets = {1, 0, 1};
    Dataset data = Dataset.of(features, 3, 2, NAMES, LABELS, targets, null);
    assertSame(features, data.features());
    assertSame(targets, data.targets());
    assertNull(data.weights());
    assertFalse(data.hasWeights());
  }

  // Computed with Python's hashlib and struct from the documented layout.
  @Test
  void hashIsThatOfTheDocumentedLayout() {
    assertEquals(
        "0e64040191ff706bb065ddf7c3cb651ff69f2ae99ded267691d350ad5d8dec71", dataset().sha256());
    assertEquals(
        "c761ced15549053da3068f885c961d14cd596f4bc349e6fa5ab7532ac90c80b2",
        dataset(0, 1, 2.5f).sha256());
    assertEquals(
        "a841355d1b74007babe419426ab09cce913927365638185bd95e85b56fc9f8a7",
        Dataset.unlabelled(values(), 3, 2, NAMES).sha256());
  }

  @Test
  void hashSeesTheSignOfZeroAndLongData() {
    float[] large = new float[100_000]; // several blocks of the hash's buffer
    String before = Dataset.unlabelled(large, 50_000, 2, NAMES).sha256();
    large[99_999] = -0f;
    assertNotEquals(before, Dataset.unlabelled(large, 50_000, 2, NAMES).sha256());
  }

  /** Several blocks of the hash's buffer, and enough for another core. */
  @Test
  void hashAheadIsTheSameHash() {
    float[] large = new float[300_000];
    for (int i = 0; i < large.length; ++i) {
      large[i] = i * 0.5f;
    }
    Dataset ahead = Dataset.unlabelled(large, 150_000, 2, NAMES);
    ahead.hashAhead();
    ahead.hashAhead();
    Dataset other = Dataset.unlabelled(large, 150_000, 2, NAMES);
    for (Dataset data : List.of(ahead, other)) {
      assertEquals(
          "42b261fba9ae6fdd3f765ec4dfaa6b62c1a599ab5783a13a27357653e50122ac", data.sha256());
    }
  }

  @Test
  void featuresArePlainFromTheFlushToTheLargest() {
    float least = 0x1p-40f;
    float most = 0x1p30f;
    for (float plain : new float[] {0f, least, -least, 1, most, -most}) {
      assertTrue(new FeatureValues(new float[] {1, plain}).arePlain(), () -> "" + plain);
    }
    float[] odd = {
      -0f,
      Math.nextDown(least),
      -Float.MIN_VALUE,
      Math.nextUp(most),
      -Float.MAX_VALUE,
      Float.NaN,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY
    };
    for (float value : odd) {
      assertFalse(new FeatureValues(new float[] {1, value}).arePlain(), () -> "" + value);
    }
  }

  @Test
  void subsetTakesRowsInOrder() {
    Dataset two = dataset(3, 1, 2).subset(new int[] {2, 0});
    assertEquals(2, two.rows());
    assertArrayEquals(new float[] {-2, 0.1f, 1.5f, -0f}, two.features());
    assertArrayEquals(new int[] {1, 1}, two.targets());
    assertArrayEquals(new float[] {2, 3}, two.weights());
    assertEquals(LABELS, two.labels());
    assertFalse(Dataset.unlabelled(values(), 3, 2, NAMES).subset(new int[] {1}).hasTargets());
  }

  @Test
  void subsetRefusesWhatIsNotThere() {
    assertMessage("row 3 is not among the rows 0 to 2", () -> dataset().subset(new int[] {0, 3}));
    assertMessage("row -1", () -> dataset().subset(new int[] {-1}));
    assertMessage("at least 1 row", () -> dataset().subset(new int[0]));
    assertMessage("all 1 weights are 0", () -> dataset(0, 1, 1).subset(new int[] {0}));
  }

  @Test
  void unlabelledRowsHaveNoTargets() {
    Dataset data = Dataset.unlabelled(values(), 3, 2, NAMES);
    assertFalse(data.hasTargets());
    assertThrows(IllegalStateException.class, data::targets);
    assertThrows(IllegalStateException.class, data::labels);
  }

  @Test
  void namesTheValueThatIsNotFinite() {
    float[] features = values();
    features[3] = Float.NaN;
    assertMessage(
        "row 1, column 1 (\"b\"): NaN is not finite",
        () -> Dataset.unlabelled(features, 3, 2, NAMES));
    features[3] = Float.NEGATIVE_INFINITY;
    assertMessage("-Infinity", () -> Dataset.unlabelled(features, 3, 2, NAMES));
  }

  @Test
  void refusesShapesThatDoNotFit() {
    float[] six = values();
    assertMessage("6 feature values", () -> Dataset.unlabelled(six, 2, 2, NAMES));
    assertMessage("1 feature names", () -> Dataset.unlabelled(six, 3, 2, List.of("a")));
    assertMessage("occurs twice", () -> Dataset.unlabelled(six, 3, 2, List.of("a", "a")));
    assertMessage("0 x 2", () -> Dataset.unlabelled(new float[0], 0, 2, NAMES));
    assertMessage("3 x 0", () -> Dataset.unlabelled(new float[0], 3, 0, List.of()));
    // The product is 2^32, 0 as an int.
    assertMessage(
        "65536 rows x 65536 columns",
        () -> Dataset.unlabelled(new float[0], 1 << 16, 1 << 16, NAMES));
  }

  @Test
  void refusesTargetsAndWeightsThatDoNotFit() {
    assertMessage("2 targets given for 3 rows", () -> withTargets(0, 1));
    assertMessage("row 2: target 2 is not among the classes 0 to 1", () -> withTargets(0, 1, 2));
    assertMessage("target -1", () -> withTargets(0, -1, 1));
    assertMessage("2 weights given for 3 rows", () -> dataset(1, 2));
    assertMessage("row 1: weight -1.0", () -> dataset(1, -1, 1));
    assertMessage("weight NaN", () -> dataset(1, 1, Float.NaN));
    assertMessage("weight Infinity", () -> dataset(Float.POSITIVE_INFINITY, 1, 1));
    assertMessage("all 3 weights are 0", () -> dataset(0, -0f, 0));
  }

  private static Dataset withTargets(int... targets) {
    return Dataset.of(values(), 3, 2, NAMES, LABELS, targets, null);
  }

  private static void assertMessage(String expected, Executable action) {
    String message = assertThrows(InputException.class, action).getMessage();
    assertTrue(message.contains(expected), message);
  }

  @Test
  void withoutAClass() {
    Dataset rows =
        Dataset.of(
            new float[] {1, 2, 3, 4},
            4,
            1,
            List.of("x"),
            Labels.of(List.of("a", "b", "c")),
            new int[] {2, 1, 0, 1},
            new float[] {5, 6, 7, 8});
    Dataset expected =
        Dataset.of(
            new float[] {1, 3},
            2,
            1,
            List.of("x"),
            Labels.of(List.of("a", "c")),
            new int[] {1, 0},
            new float[] {5, 7});
    assertEquals(expected.sha256(), rows.withoutClass("b").sha256());
    String unknown = assertThrows(InputException.class, () -> rows.withoutClass("d")).getMessage();
    assertTrue(unknown.contains("no class \"d\" to leave out; the classes are \"a\""), unknown);
    Dataset one = rows.subset(new int[] {1, 3});
    assertThrows(InputException.class, () -> one.withoutClass("b"));
  }
}
