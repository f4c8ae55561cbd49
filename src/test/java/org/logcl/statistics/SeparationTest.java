package org.logcl.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.logcl.data.Dataset;
import org.logcl.error.InputException;

/** Data are refused where they are separable, and nowhere else. */
class SeparationTest {
  @Test
  void everyLabellingOfPointsOnALine() {
    float[] x = {1, 1, 2, 2, 3, 3, 4};
    check(x, 1);
  }

  @Test
  void everyLabellingOfAGrid() {
    float[] x = {0, 0, 0, 1, 0, 2, 1, 0, 1, 1, 1, 2, 2, 0, 2, 1, 2, 2};
    check(x, 2);
  }

  /** Against exact arithmetic in whole numbers. */
  private static void check(float[] x, int columns) {
    int rows = x.length / columns;
    int refused = 0;
    for (int labelling = 1; labelling < (1 << rows) - 1; ++labelling) {
      int[] targets = new int[rows];
      for (int i = 0; i < rows; ++i) {
        targets[i] = labelling >> i & 1;
      }
      Dataset data = Fitted.rows(columns, x, targets, null);
      if (isSeparable(x, columns, targets)) {
        ++refused;
        String reason = refusal(data);
        assertTrue(reason.contains("the data are separable"), reason);
        assertTrue(reason.endsWith("leave a column out, or set an L2 penalty."), reason);
      } else {
        assertTrue(Summary.of(Fitted.untrained(data, false), data, 0).residualDeviance() > 0);
      }
      // A penalty always has an optimum.
      Summary penalised = Summary.of(Fitted.untrained(data, true), data, 0.01);
      assertTrue(penalised.largestChange() < 100, penalised::toString);
    }
    assertTrue(refused > 0);
  }

  private static String refusal(Dataset data) {
    return assertThrows(
            InputException.class, () -> Summary.of(Fitted.untrained(data, false), data, 0))
        .getMessage();
  }

  /**
   * Whether there is a d with side_i (1, x_i) d >= 0 for all rows but not 0 for all. With columns
   * of full rank such d make a pointed cone; it is more than 0 where it has an extreme ray, on
   * which as many independent rows as there are columns are 0.
   */
  private static boolean isSeparable(float[] x, int columns, int[] targets) {
    int rows = targets.length;
    for (int i = 0; i < rows; ++i) {
      for (int j = 0; j < rows; ++j) {
        long[] ray = columns == 1 ? lineRay(x[i]) : planeRay(x, i, j);
        if (separates(ray, x, columns, targets)) {
          return true;
        }
      }
    }
    return false;
  }

  private static long[] lineRay(float at) {
    return new long[] {-(long) at, 1};
  }

  /** The cross product of (1, x_i) and (1, x_j). */
  private static long[] planeRay(float[] x, int i, int j) {
    long a = (long) x[2 * i];
    long b = (long) x[2 * i + 1];
    long c = (long) x[2 * j];
    long d = (long) x[2 * j + 1];
    return new long[] {a * d - b * c, b - d, c - a};
  }

  private static boolean separates(long[] ray, float[] x, int columns, int[] targets) {
    for (int sign = -1; sign <= 1; sign += 2) {
      boolean none = true;
      boolean all = true;
      for (int i = 0; i < targets.length; ++i) {
        long side = ray[0];
        for (int j = 0; j < columns; ++j) {
          side += ray[j + 1] * (long) x[i * columns + j];
        }
        side *= targets[i] == 1 ? sign : -sign;
        none &= side == 0;
        all &= side >= 0;
      }
      if (all && !none) {
        return true;
      }
    }
    return false;
  }

  @Test
  void namesTheColumnThatSeparatesInPart() {
    // c1 is 1 in some rows of class yes, and in no others.
    Random random = new Random(1);
    float[] x = new float[300];
    int[] targets = new int[100];
    for (int i = 0; i < 100; ++i) {
      targets[i] = i % 2;
      x[3 * i] = (float) random.nextGaussian();
      x[3 * i + 1] = i % 10 == 1 ? 1 : 0;
      x[3 * i + 2] = (float) random.nextGaussian();
    }
    Dataset data = Fitted.rows(3, x, targets, null);
    String expected =
        "No statistics: the data are separable in part. In the direction of column \"c1\" no row is on"
            + " the wrong side and some are on the right one (quasi-complete separation)";
    assertTrue(refusal(data).startsWith(expected), refusal(data));
    // The trained model has gone some way in that direction.
    String trained =
        assertThrows(
                InputException.class, () -> Summary.of(Fitted.trained(data, false, 0), data, 0))
            .getMessage();
    assertTrue(trained.startsWith(expected), trained);
    // One row on the other side, and there is a maximum, far out.
    x[1] = 1;
    Dataset overlapping = Fitted.rows(3, x, targets, null);
    Summary summary = Summary.of(Fitted.untrained(overlapping, false), overlapping, 0);
    assertTrue(summary.coefficients().get(2).estimate() > 2, summary::toString);
  }

  @Test
  void aMaximumFarOutIsFound() {
    // The classes overlap by two millionths alone; every other row has a logit of 13 and more.
    float[] x = new float[40];
    int[] targets = new int[40];
    for (int k = 1; k <= 20; ++k) {
      x[k - 1] = -k;
      x[k + 19] = k;
      targets[k + 19] = 1;
    }
    x[0] = 0x1p-20f;
    x[20] = -0x1p-20f;
    Dataset data = Fitted.rows(1, x, targets, null);
    Summary summary = Summary.of(Fitted.untrained(data, false), data, 0);
    double slope = summary.coefficients().get(1).estimate();
    assertTrue(slope > 6.5 && summary.newtonSteps() < 30, summary::toString);
    assertEquals(0, summary.coefficients().get(0).estimate(), 1e-9);
    // By symmetry the pull of one overlapping row is that of the 19 others of its class.
    double pull = 0;
    for (int k = 2; k <= 20; ++k) {
      pull += k / (1 + Math.exp(k * slope));
    }
    assertEquals(0x1p-20 / (1 + Math.exp(-0x1p-20 * slope)), pull, 1e-9 * pull);
  }

  @Test
  void weightlessRowsDoNotOverlap() {
    float[] x = {1, 2, 3, 4, 5, 0};
    int[] targets = {0, 0, 0, 1, 1, 1};
    float[] weights = {1, 1, 1, 1, 1, 0};
    String reason = refusal(Fitted.rows(1, x, targets, weights));
    assertTrue(reason.contains("the data are separable. A linear combination"), reason);
    weights[5] = 0.25f;
    Dataset data = Fitted.rows(1, x, targets, weights);
    assertEquals(6, Summary.of(Fitted.untrained(data, false), data, 0).rows());
  }
}
