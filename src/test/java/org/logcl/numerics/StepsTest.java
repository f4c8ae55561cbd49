package org.logcl.numerics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StepsTest {
  @Test
  void aConfidentSigmoidRowKeepsLossAndResidual() {
    assertEquals(17f, Steps.sigmoidLoss(17, 0));
    assertEquals(1f, Steps.sigmoidResidual(17, 0));
    assertEquals(4.139937e-8, Steps.sigmoidLoss(17, 1), 1e-14);
    assertEquals(-4.139938e-8, Steps.sigmoidResidual(17, 1), 1e-14);
    assertEquals(-5.957679e-8, Steps.sigmoidResidual(16.636f, 1), 1e-14);
  }

  @Test
  void bothSidesMirror() {
    for (float z = -70; z < 70; z += 0.37f) {
      assertEquals(Steps.sigmoidLoss(z, 1), Steps.sigmoidLoss(-z, 0));
      assertEquals(Steps.sigmoidResidual(z, 1), -Steps.sigmoidResidual(-z, 0) + 0f);
    }
  }

  @Test
  void aNaNIsNotLost() {
    assertEquals(Float.NaN, Steps.sigmoid(Float.NaN));
    assertEquals(Float.NaN, Steps.sigmoidLoss(Float.NaN, 1));
    assertEquals(Float.NaN, Steps.sigmoidResidual(Float.NaN, 0));
  }

  @Test
  void theBestOfTiesIsTheLowest() {
    assertEquals(1, Steps.softmaxBest(4, new float[] {9, 0, 3, 3, 1}, 1));
    assertEquals(0, Steps.softmaxBest(3, new float[] {2, 2, 2}, 0));
  }

  @Test
  void theBestClassIsKeptOutOfTheSum() {
    float[] z = {0, 18, 0};
    float rest = Steps.softmaxExp(3, 1, z, 0, new float[64]);
    assertEquals(3.0459960e-8, rest, 1e-14);
    assertEquals(1f, 1 + rest);
    assertArrayEquals(new float[] {rest / 2, 1, rest / 2}, z);
  }
}
