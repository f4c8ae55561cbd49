package org.logcl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.logcl.data.Dataset;
import org.logcl.model.LinearModel;
import org.logcl.objective.Totals;
import org.logcl.testing.Tables;
import org.logcl.train.TrainingListener;
import org.logcl.train.TrainingOptions;
import org.logcl.train.TrainingResult;

/** The public way in: a device trains, scores, predicts, and computes losses. */
class DeviceTest {
  private static final Dataset ROWS = Tables.make(50, 4, 3, 1);

  @Test
  void trainsScoresAndPredicts() {
    try (Device device = Device.open("reference")) {
      assertEquals("reference", device.name());
      assertEquals("reference, as asked for: plain Java, no OpenCL", device.reason());
      TrainingOptions options = TrainingOptions.defaults().withStandardize(true);
      TrainingResult result = device.train(ROWS, options);
      LinearModel model = result.model();
      Totals totals = device.score(model, ROWS);
      assertEquals(result.training(), totals);
      TrainingResult again = device.train(ROWS, Optional.of(ROWS), options, TrainingListener.NONE);
      assertEquals(Optional.of(totals), again.validation());

      float[] all = device.probabilities(model, ROWS);
      int correct = 0;
      for (int row = 0; row < 50; ++row) {
        float[] one =
            model.probabilities(Arrays.copyOfRange(ROWS.features(), row * 4, row * 4 + 4));
        assertArrayEquals(one, Arrays.copyOfRange(all, row * 3, row * 3 + 3));
        correct += model.predicted(all, row * 3) == ROWS.targets()[row] ? 1 : 0;
      }
      assertEquals(totals.correct(), correct);
      Loss loss =
          device.losses().binary(BinaryLogits.of(new float[1]), new float[1], Reduction.MEAN);
      assertEquals(Math.log(2), loss.value(), 1e-7);
    }
  }
}
