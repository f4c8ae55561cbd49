package org.logcl.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader of golden data fails loudly, and the data is what its README says. */
class GoldenTest {
  private static final int ROWS = 1000;
  private static final int FEATURES = 10;
  private static final int BATCH = 32;
  private static final int EPOCHS = 10;
  private static final double RATE = 0.1;

  private static void assertRejected(String part, Runnable call) {
    var e = assertThrows(IllegalArgumentException.class, call::run);
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  @Test
  void readsEveryKindOfColumn() {
    Golden file =
        Golden.parse("t.csv", "name,n,f,d,x0,x1\na,-3,1e-45,0.1,1,2\nb,7,16777217,1e300,3,4\n");
    assertEquals(2, file.rows());
    assertEquals(List.of("name", "n", "f", "d", "x0", "x1"), file.columns());
    assertArrayEquals(new String[] {"a", "b"}, file.strings("name"));
    assertArrayEquals(new int[] {-3, 7}, file.ints("n"));
    assertArrayEquals(new float[] {Float.MIN_VALUE, 16777216f}, file.floats("f"));
    assertArrayEquals(new double[] {0.1, 1e300}, file.doubles("d"));
    assertEquals(2, file.width("x"));
    assertArrayEquals(new float[] {1, 2, 3, 4}, file.matrix("x"));
    assertArrayEquals(new double[] {1, 2, 3, 4}, file.doubleMatrix("x"));
    assertEquals(1, file.row("name", "b"));
  }

  @Test
  @DisplayName("a float is rounded once, not by way of a double")
  void roundsFloatsOnce() {
    // Just over the middle of 1 and its successor; as a double it is the middle itself.
    Golden file = Golden.parse("t.csv", "f\n1.00000005960464477540\n");
    assertEquals(Math.nextUp(1f), file.floats("f")[0]);
  }

  @Test
  void rejectsWhatIsNotThere() {
    assertRejected("no golden file absent.csv", () -> Golden.read("absent.csv"));
    assertRejected("no column absent", () -> Golden.floats("article_data.csv", "absent"));
    assertRejected("no column absent", () -> Golden.doubles("article_data.csv", "absent"));
    assertRejected("no column absent", () -> Golden.ints("article_data.csv", "absent"));
    Golden data = Golden.read("article_data.csv");
    assertRejected("no column X0", () -> data.matrix("X"));
    assertRejected("no column X0", () -> data.doubleMatrix("X"));
    assertRejected("no column x", () -> data.strings("x"));
    assertRejected("yClass has no 5", () -> data.row("yClass", "5"));
    assertRejected("yClass has 1 twice", () -> data.row("yClass", "1"));
  }

  @Test
  void rejectsMalformedText() {
    assertRejected("at least one row", () -> Golden.parse("t.csv", "a,b\n"));
    assertRejected("at least one row", () -> Golden.parse("t.csv", ""));
    assertRejected("t.csv:3: 1 fields", () -> Golden.parse("t.csv", "a,b\n1,2\n3\n"));
    assertRejected("t.csv:2: 3 fields", () -> Golden.parse("t.csv", "a,b\n1,2,3\n"));
    assertRejected("t.csv:2: b is empty", () -> Golden.parse("t.csv", "a,b\n1,\n"));
    assertRejected("t.csv:3: 1 fields", () -> Golden.parse("t.csv", "a,b\n1,2\n\n3,4\n"));
    assertRejected("'a' is blank or twice", () -> Golden.parse("t.csv", "a,a\n1,2\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "NaN", "Infinity", "1e999"})
  void rejectsWhatIsNoFiniteNumber(String text) {
    Golden file = Golden.parse("t.csv", "a\n1\n" + text + "\n");
    assertRejected("t.csv:3: a", () -> file.floats("a"));
    assertRejected("t.csv:3: a", () -> file.doubles("a"));
    assertRejected("t.csv:3: a", () -> file.ints("a"));
  }

  @Test
  void rejectsAFractionAsAnInteger() {
    assertRejected("'0.0' is not such a number", () -> Golden.ints("bce_typical.csv", "y"));
  }

  @Test
  void ordersArePermutations() {
    Golden orders = Golden.read("article_orders.csv");
    assertEquals(ROWS, orders.rows());
    assertEquals(EPOCHS, orders.columns().size());
    for (String epoch : orders.columns()) {
      boolean[] seen = new boolean[ROWS];
      for (int row : orders.ints(epoch)) {
        assertFalse(seen[row], "row " + row + " twice in " + epoch);
        seen[row] = true;
      }
    }
  }

  @Test
  void dataHasEveryClass() {
    Golden data = Golden.read("article_data.csv");
    assertEquals(ROWS, data.rows());
    assertEquals(FEATURES, data.width("x"));
    assertArrayEquals(
        new int[] {0, 1}, Arrays.stream(data.ints("yBinary")).distinct().sorted().toArray());
    assertArrayEquals(
        new int[] {0, 1, 2, 3, 4},
        Arrays.stream(data.ints("yClass")).distinct().sorted().toArray());
  }

  @ParameterizedTest
  @CsvSource({"article_binary, yBinary", "article_classes, yClass"})
  @DisplayName("data, orders, start and curve belong together: a plain loop in double gives them")
  void replaysTheCurve(String model, String labels) {
    Golden data = Golden.read("article_data.csv");
    Golden orders = Golden.read("article_orders.csv");
    Golden curve = Golden.read(model + "_curve.csv");
    Golden weights = Golden.read(model + "_weights.csv");
    Golden bias = Golden.read(model + "_bias.csv");
    float[] x = data.matrix("x");
    int[] y = data.ints(labels);
    int logits = weights.width("start");
    double[] w = widen(weights.matrix("start"));
    double[] b = widen(bias.floats("start"));
    assertEquals(FEATURES, weights.rows());
    assertEquals(logits, bias.rows());
    assertEquals(EPOCHS, curve.rows());
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      int[] order = orders.ints("epoch" + (epoch + 1));
      double total = 0;
      int correct = 0;
      for (int from = 0; from < ROWS; from += BATCH) {
        int to = Math.min(from + BATCH, ROWS);
        double[] nextW = w.clone();
        double[] nextB = b.clone();
        for (int i = from; i < to; i++) {
          int row = order[i];
          // One logit is a softmax over 0 and z.
          int hidden = logits == 1 ? 1 : 0;
          double[] z = new double[hidden + logits];
          for (int c = 0; c < logits; c++) {
            z[hidden + c] = b[c];
            for (int d = 0; d < FEATURES; d++) {
              z[hidden + c] += x[row * FEATURES + d] * w[d * logits + c];
            }
          }
          correct += argmax(z) == y[row] ? 1 : 0;
          total += lossAndResidual(z, y[row]);
          for (int c = 0; c < logits; c++) {
            double step = RATE * z[hidden + c] / (to - from);
            nextB[c] -= step;
            for (int d = 0; d < FEATURES; d++) {
              nextW[d * logits + c] -= step * x[row * FEATURES + d];
            }
          }
        }
        w = nextW;
        b = nextB;
      }
      assertEquals(epoch + 1, curve.ints("epoch")[epoch]);
      assertEquals(curve.doubles("trueLoss")[epoch], total / ROWS, 1e-12);
      assertEquals(curve.ints("trueCorrect")[epoch], correct);
      assertEquals(curve.doubles("loss")[epoch], total / ROWS, 1e-6);
      assertEquals(curve.ints("correct")[epoch], correct, 1);
    }
    assertArrayEquals(weights.doubleMatrix("trueEnd"), w, 1e-12);
    assertArrayEquals(bias.doubles("trueEnd"), b, 1e-12);
    assertArrayEquals(widen(weights.matrix("end")), w, 1e-5);
    assertArrayEquals(widen(bias.floats("end")), b, 1e-5);
  }

  @Test
  void reductionsBelongToTheirFiles() {
    Golden reductions = Golden.read("reductions.csv");
    String[] files = reductions.strings("file");
    assertEquals(files.length, Arrays.stream(files).distinct().count());
    for (int i = 0; i < files.length; i++) {
      Golden file = Golden.read(files[i]);
      double sum = Arrays.stream(file.doubles("trueLoss")).sum();
      double divisor = reductions.doubles("divisor")[i];
      assertEquals(reductions.ints("rows")[i], file.rows(), files[i]);
      assertClose(reductions.doubles("trueSum")[i], sum, 1e-14, files[i]);
      assertClose(reductions.doubles("trueMean")[i], sum / divisor, 1e-14, files[i]);
      assertClose(
          reductions.floats("sum")[i],
          Arrays.stream(widen(file.floats("loss"))).sum(),
          2e-7,
          files[i]);
      assertClose(
          reductions.floats("mean")[i], reductions.floats("sum")[i] / divisor, 2e-7, files[i]);
      double weights = Arrays.stream(widen(file.floats("weight"))).sum();
      assertClose(reductions.doubles("weightSum")[i], weights, 1e-14, files[i]);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "issue54843CrossEntropy, issue54843_ce.csv",
    "issue54843CrossEntropyClassWeights, issue54843_ce_classweights.csv",
    "issue54843BinaryRowWeights, issue54843_bce.csv"
  })
  void publishedMeansAreTheFilesMeans(String name, String file) {
    Golden published = Golden.read("published.csv");
    Golden reductions = Golden.read("reductions.csv");
    int row = published.row("name", name);
    double mean = reductions.doubles("trueMean")[reductions.row("file", file)];
    assertEquals(published.doubles("published")[row], mean, 5e-6);
    assertEquals(published.doubles("value")[row], mean, 1e-15);
    assertEquals(reductions.floats("mean")[reductions.row("file", file)], mean, 1e-7);
  }

  @Test
  void publishedNumbersAreTheirRoundedValues() {
    Golden published = Golden.read("published.csv");
    assertArrayEquals(published.doubles("published"), published.doubles("value"), 5.0001e-6);
  }

  private static void assertClose(double expected, double actual, double relative, String what) {
    assertEquals(expected, actual, Math.abs(expected) * relative, what);
  }

  private static double[] widen(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  private static int argmax(double[] z) {
    int best = 0;
    for (int c = 1; c < z.length; c++) {
      best = z[c] > z[best] ? c : best;
    }
    return best;
  }

  /** The row's log loss; {@code z} becomes softmax(z) minus one-hot. */
  private static double lossAndResidual(double[] z, int y) {
    double top = z[argmax(z)];
    double sum = 0;
    for (double v : z) {
      sum += Math.exp(v - top);
    }
    double loss = Math.log(sum) + top - z[y];
    for (int c = 0; c < z.length; c++) {
      z[c] = Math.exp(z[c] - top) / sum - (c == y ? 1 : 0);
    }
    return loss;
  }
}
