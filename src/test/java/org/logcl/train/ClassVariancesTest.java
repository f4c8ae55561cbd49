package org.logcl.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;
import org.logcl.data.Dataset;
import org.logcl.testing.Tables;

class ClassVariancesTest {
  private static final double TOLERANCE = 1e-12;

  private static Dataset rows(int classes, float[] weights, int... y) {
    return Tables.of(new float[y.length], 1, classes, y, weights);
  }

  private static double of(double share) {
    return share * (1 - share);
  }

  @Test
  void areThoseOfTheSharesWithOneRowMoreOnEachSide() {
    // A class without a row has a variance too.
    double[] expected = {of(2 / 6.0), of(3 / 6.0), of(2 / 6.0), of(1 / 6.0)};
    double[] variances = ClassVariances.of(rows(4, null, 0, 1, 1, 2), 4);
    assertArrayEquals(expected, variances, TOLERANCE);
  }

  @Test
  void goByTheWeights() {
    // 6, 4 and 2 of 12; a row weighs 3.
    float[] weights = {2, 6, 1, 3};
    double[] variances = ClassVariances.of(rows(3, weights, 2, 0, 1, 1), 3);
    double[] expected = {of(9 / 18.0), of(7 / 18.0), of(5 / 18.0)};
    assertArrayEquals(expected, variances, TOLERANCE);
  }

  @Test
  void sharesOfDistributionsCount() {
    float[] halves = {0.5f, 0.5f, 0, 0, 1, 0};
    Dataset rows =
        Dataset.ofDistributions(
            new float[2], 2, 1, Tables.names("x", 1), Tables.labels(3), halves, null);
    double[] expected = {of(1.5 / 4), of(2.5 / 4), of(1 / 4.0)};
    assertArrayEquals(expected, ClassVariances.of(rows, 3), TOLERANCE);
  }

  @Test
  void labelsHaveSharesOfTheirOwn() {
    float[] both = {1, 1, 0, 1};
    float[] weights = {1, 3};
    Dataset rows =
        Dataset.ofLabels(new float[2], 2, 1, Tables.names("x", 1), Tables.labels(2), both, weights);
    double[] expected = {of(3 / 8.0), of(6 / 8.0)};
    assertArrayEquals(expected, ClassVariances.of(rows, 2), TOLERANCE);
  }

  @Test
  void oneLogitIsOfTheSecondClass() {
    double[] variances = ClassVariances.of(rows(2, null, 0, 0, 0, 1), 1);
    assertArrayEquals(new double[] {of(2 / 6.0)}, variances, TOLERANCE);
  }
}
