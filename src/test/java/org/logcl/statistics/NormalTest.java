package org.logcl.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.logcl.testing.Golden;

/** Tails and quantiles against 60 decimal digits. */
class NormalTest {
  private static final String FOLDER = "/org/logcl/statistics/";

  @Test
  void tailsAreRightToTheLastDigits() {
    Golden truth = Golden.read(FOLDER, "normal.csv");
    double[] z = truth.doubles("z");
    double[] p = truth.doubles("p");
    for (int i = 0; i < z.length; ++i) {
      // Subnormal results have fewer digits.
      double allowed = Math.max(1e-14 * p[i], Double.MIN_VALUE);
      double actual = Normal.twoSided(z[i]);
      assertTrue(Math.abs(actual - p[i]) <= allowed, z[i] + ": " + p[i] + " is " + actual);
      assertEquals(actual, Normal.twoSided(-z[i]));
    }
  }

  @Test
  void tailsOfSpecialValues() {
    assertEquals(1, Normal.twoSided(0));
    assertEquals(0, Normal.twoSided(Double.NEGATIVE_INFINITY));
    assertEquals(0, Normal.twoSided(40));
    assertEquals(0, Normal.twoSided(Double.MAX_VALUE));
    assertEquals(Double.NaN, Normal.twoSided(Double.NaN));
  }

  @Test
  void quantilesAreRightToTheLastDigits() {
    Golden truth = Golden.read(FOLDER, "quantiles.csv");
    double[] level = truth.doubles("level");
    double[] z = truth.doubles("z");
    for (int i = 0; i < z.length; ++i) {
      // 1 - level has a rounding error of 2^-54, which counts by 1 / (2 phi(z)) where level is
      // below 1/2, and none above.
      assertEquals(z[i], Normal.quantile(level[i]), 4e-15 * z[i], "level " + level[i]);
    }
  }
}
