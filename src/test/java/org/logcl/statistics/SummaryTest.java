package org.logcl.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.logcl.data.Dataset;
import org.logcl.data.Labels;
import org.logcl.data.Preparation;
import org.logcl.data.Standardization;
import org.logcl.error.InputException;
import org.logcl.model.Head;
import org.logcl.model.LinearModel;

/** What a summary is made of, and what is refused. */
class SummaryTest {
  private static final int ROWS = 120;
  private static final int[] TARGETS = IntStream.range(0, ROWS).map(i -> i * 7 % 3 % 2).toArray();

  /** Random features, which tell nothing of the classes. */
  private static float[] features(int columns) {
    Random random = new Random(columns);
    float[] x = new float[ROWS * columns];
    for (int i = 0; i < x.length; ++i) {
      x[i] = (float) (10 + random.nextGaussian());
    }
    return x;
  }

  private static String refusal(Dataset data, double l2) {
    return assertThrows(
            InputException.class, () -> Summary.of(Fitted.untrained(data, false), data, l2))
        .getMessage();
  }

  @Test
  void withoutEffectIsTheNullModel() {
    // Each row twice, once of either class: nothing tells them apart.
    float[] x = {1, 2, 3, 4, 1, 2, 3, 4};
    int[] targets = {0, 0, 0, 0, 1, 1, 1, 1};
    Dataset data = Fitted.rows(1, x, targets, null);
    Summary summary = Summary.of(Fitted.untrained(data, false), data, 0);
    Coefficient slope = summary.coefficients().get(1);
    assertEquals(0, slope.estimate(), 1e-15);
    // Information n p (1 - p) var(x) = 8 / 4 * 1.25.
    assertEquals(1 / Math.sqrt(2.5), slope.standardError(), 1e-15);
    assertEquals(1, slope.p(), 1e-15);
    assertEquals(16 * Math.log(2), summary.nullDeviance(), 1e-14);
    assertEquals(summary.nullDeviance(), summary.residualDeviance(), 1e-14);
    assertEquals(2, summary.parameters());
    assertEquals(summary.residualDeviance() + 4, summary.aic());
  }

  @Test
  void aWeightCountsAsSoManyRows() {
    float[] x = features(2);
    float[] weights = new float[ROWS];
    for (int i = 0; i < ROWS; ++i) {
      weights[i] = i % 4;
    }
    int[] repeated =
        IntStream.range(0, ROWS).flatMap(i -> IntStream.generate(() -> i).limit(i % 4)).toArray();
    Dataset weighted = Fitted.rows(2, x, TARGETS, weights);
    Dataset copies = Fitted.rows(2, x, TARGETS, null).subset(repeated);
    for (double l2 : new double[] {0, 0.1}) {
      Summary one = Summary.of(Fitted.untrained(weighted, false), weighted, l2);
      Summary many = Summary.of(Fitted.untrained(copies, false), copies, l2);
      for (int j = 0; j < 3; ++j) {
        Coefficient a = one.coefficients().get(j);
        Coefficient b = many.coefficients().get(j);
        assertEquals(b.estimate(), a.estimate(), 1e-11 * Math.abs(b.estimate()));
        assertEquals(b.standardError(), a.standardError(), 1e-11 * b.standardError());
      }
      assertEquals(many.residualDeviance(), one.residualDeviance(), 1e-9);
      assertEquals(many.nullDeviance(), one.nullDeviance(), 1e-9);
      // As in R.
      assertEquals(90, one.rows());
      assertEquals(180, many.rows());
    }
  }

  @Test
  void theIntervalWidensWithItsLevel() {
    Coefficient one = new Coefficient("x", 2, 0.5);
    assertEquals(2 - 0.5 * 1.959963984540054, one.interval(0.95).lower(), 1e-15);
    assertEquals(2 + 0.5 * 2.575829303548901, one.interval(0.99).upper(), 1e-15);
    for (double level : new double[] {0, 1, -1, Double.NaN}) {
      assertTrue(
          assertThrows(InputException.class, () -> one.interval(level))
              .getMessage()
              .contains("over 0 and under 1, such as 0.95"));
    }
  }

  @Test
  void collinearColumnsAreNamed() {
    float[] x = features(4);
    for (int i = 0; i < ROWS; ++i) {
      x[4 * i + 2] = x[4 * i] + 2 * x[4 * i + 1] + 5; // rounded to float32
    }
    Dataset data = Fitted.rows(4, x, TARGETS, null);
    assertEquals(
        "No statistics: the Hessian is singular, as column \"c2\" is a linear combination of columns"
            + " \"c0\", \"c1\" and the intercept: leave a column out, or set an L2 penalty.",
        refusal(data, 0));
    assertEquals(5, Summary.of(Fitted.untrained(data, false), data, 0.1).coefficients().size());
  }

  @Test
  void nearlyCollinearColumnsAreNot() {
    float[] x = features(2);
    for (int i = 0; i < ROWS; ++i) {
      x[2 * i] = i;
      x[2 * i + 1] = i + (i * i % 7) * 0x1p-7f;
    }
    Dataset data = Fitted.rows(2, x, TARGETS, null);
    assertTrue(
        Summary.of(Fitted.untrained(data, false), data, 0).coefficients().get(1).standardError()
            > 1);
  }

  @Test
  void constantColumnsAreNamed() {
    float[] x = features(3);
    for (int i = 0; i < ROWS; ++i) {
      x[3 * i] = 7;
      x[3 * i + 2] = 0;
    }
    Dataset data = Fitted.rows(3, x, TARGETS, null);
    assertEquals(
        "No statistics: columns \"c0\", \"c2\" are constant in these rows, and nothing tells their"
            + " coefficients from the intercept's. Leave them out.",
        refusal(data, 0));
    assertTrue(refusal(data, 1).contains("Leave them out"));
  }

  @Test
  void columnsWithoutAScaleInTheModelAreRefused() {
    Dataset data = Fitted.rows(2, features(2), TARGETS, null);
    LinearModel model =
        LinearModel.of(
            Head.SIGMOID,
            data.labels(),
            data.featureNames(),
            new float[2],
            new float[1],
            Preparation.standardizing(Standardization.of(new double[2], new double[] {1, 0})));
    assertEquals(
        "No statistics: column \"c1\" is constant where the model was trained, and nothing tells its"
            + " coefficient from the intercept's. Leave it out.",
        assertThrows(InputException.class, () -> Summary.of(model, data, 0)).getMessage());
  }

  @Test
  void fewRowsAreRefused() {
    Dataset data = Fitted.rows(2, features(2), TARGETS, null).subset(new int[] {1, 2});
    assertTrue(
        refusal(data, 0)
            .startsWith(
                "No statistics: 2 rows have a weight over 0, and there are 3 coefficients with the"
                    + " intercept. Give more rows"),
        refusal(data, 0));
  }

  @Test
  void oneClassIsRefused() {
    float[] weights = new float[ROWS];
    for (int i = 0; i < ROWS; ++i) {
      weights[i] = TARGETS[i];
    }
    assertTrue(
        refusal(Fitted.rows(1, features(1), TARGETS, weights), 1)
            .contains("all rows with a weight over 0 are of class \"yes\""));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Dataset data = Fitted.rows(2, features(2), TARGETS, null);
    LinearModel model = Fitted.untrained(data, false);
    for (double l2 : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertTrue(refusal(data, l2).startsWith("The L2 penalty is " + l2));
    }
    Dataset other = Fitted.rows(1, features(1), TARGETS, null);
    refused("other features or labels", model, other);
    Dataset unlabelled = Dataset.unlabelled(data.features(), ROWS, 2, data.featureNames());
    refused("rows with their classes", model, unlabelled);
    LinearModel softmax =
        LinearModel.of(
            Head.SOFTMAX,
            Labels.of(List.of("no", "yes")),
            data.featureNames(),
            new float[4],
            new float[2],
            Preparation.none());
    refused("this one has the head softmax", softmax, data);
    List<String> names = IntStream.range(0, 2000).mapToObj(j -> "c" + j).toList();
    Dataset wide =
        Dataset.of(new float[4000], 2, 2000, names, data.labels(), new int[] {0, 1}, null);
    refused("at most 2000 coefficients; here are 2001", Fitted.untrained(wide, false), wide);
  }

  private static void refused(String reason, LinearModel model, Dataset rows) {
    String message =
        assertThrows(InputException.class, () -> Summary.of(model, rows, 0)).getMessage();
    assertTrue(message.contains(reason), message);
  }
}
