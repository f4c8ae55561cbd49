package org.logcl.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.logcl.calibrate.Calibration;
import org.logcl.calibrate.CalibrationMethod;
import org.logcl.calibrate.CalibrationOptions;
import org.logcl.calibrate.PlattScaling;
import org.logcl.calibrate.TemperatureScaling;
import org.logcl.calibrate.ThresholdGoal;
import org.logcl.data.Dataset;
import org.logcl.data.Preparation;
import org.logcl.error.InputException;
import org.logcl.kernel.Backend;
import org.logcl.kernel.TwinBackend;
import org.logcl.metrics.ClassificationReport;
import org.logcl.model.Head;
import org.logcl.model.LinearModel;
import org.logcl.numerics.SplitMix;
import org.logcl.testing.EveryBackend;
import org.logcl.testing.Tables;

/** Calibration and threshold of a model, on the heap and on every device. */
class CalibratedModelTest {
  private static LinearModel model(Dataset rows, Head head) {
    int logits = head.logits(rows.labels().count());
    SplitMix random = new SplitMix(2);
    float[] weights = new float[rows.columns() * logits];
    for (int i = 0; i < weights.length; ++i) {
      weights[i] = 8 * random.nextFloat() - 4;
    }
    return LinearModel.of(
        head, rows.labels(), rows.featureNames(), weights, new float[logits], Preparation.none());
  }

  /** One feature, which is the logit. */
  private static LinearModel identity() {
    return LinearModel.of(
        Head.SIGMOID,
        Tables.labels(2),
        Tables.names("x", 1),
        new float[] {1},
        new float[1],
        Preparation.none());
  }

  private static Dataset logits(int[] y, float[] weights, float... z) {
    return Tables.of(z, 1, 2, y, weights);
  }

  private static float[] onBackend(Backend backend, LinearModel model, Dataset rows) {
    float[] all = new float[rows.rows() * model.classes()];
    Scorer.predict(
        backend,
        model,
        rows,
        (from, count, p) ->
            System.arraycopy(p, 0, all, from * model.classes(), count * model.classes()));
    return all;
  }

  private static void same(Backend backend, LinearModel model, Dataset rows) {
    float[] all = onBackend(backend, model, rows);
    for (int i = 0; i < rows.rows(); ++i) {
      float[] row =
          Arrays.copyOfRange(rows.features(), i * rows.columns(), (i + 1) * rows.columns());
      assertArrayEquals(
          model.probabilities(row),
          Arrays.copyOfRange(all, i * model.classes(), (i + 1) * model.classes()));
      int predicted = model.predicted(all, i * model.classes());
      assertEquals(model.labels().name(predicted), model.predict(row));
    }
  }

  @EveryBackend
  @Tag("device")
  void theHeapGivesTheBitsOfEveryDevice(Backend backend) {
    Dataset two = Tables.make(67, 5, 2, 1);
    LinearModel sigmoid = model(two, Head.SIGMOID);
    same(backend, sigmoid.withThreshold(0.3), two);
    same(backend, sigmoid.withCalibration(new TemperatureScaling(1.7)).withThreshold(0.3), two);
    same(backend, sigmoid.withCalibration(new PlattScaling(-0.4, 0.2)), two);
    Dataset five = Tables.make(67, 5, 5, 1);
    same(backend, model(five, Head.SOFTMAX).withCalibration(new TemperatureScaling(0.3)), five);
  }

  @EveryBackend
  @Tag("device")
  void everyDeviceFitsAndScoresTheSame(Backend backend) {
    for (int classes : new int[] {2, 4}) {
      Dataset rows = Tables.make(67, 5, classes, 1);
      LinearModel model = model(rows, classes == 2 ? Head.SIGMOID : Head.SOFTMAX);
      CalibrationOptions options = CalibrationOptions.of(CalibrationMethod.TEMPERATURE);
      options = classes == 2 ? options.withThreshold(ThresholdGoal.f1()) : options;
      Calibrator.Fit twin = Calibrator.fit(new TwinBackend(), model, rows, options);
      Calibrator.Fit fit = Calibrator.fit(backend, model, rows, options);
      assertEquals(twin.model().modelSha256(), fit.model().modelSha256());
      assertEquals(twin.model().metadata(), fit.model().metadata());
      assertEquals(
          Scorer.score(new TwinBackend(), twin.model(), rows),
          Scorer.score(backend, fit.model(), rows));
    }
  }

  /** The losses are 100 and e^-50: as float32 probabilities they were infinite and 0. */
  @Test
  void lossesAreThoseOfCalibratedLogits() {
    LinearModel model = identity().withCalibration(new TemperatureScaling(2));
    Dataset rows = logits(new int[] {1, 0, 1}, new float[] {1, 2, 0}, -200, -100, 3);
    double expected = (100 + 2 * StrictMath.exp(-50)) / 3;
    Totals totals = Scorer.score(new TwinBackend(), model, rows);
    assertEquals(expected, totals.logLoss());
    assertEquals(1, totals.correct());
    assertEquals(2, totals.rows());
    ClassificationReport report = Scorer.evaluate(new TwinBackend(), model, rows, 15, done -> {});
    assertEquals(expected, report.logLoss());
    assertEquals(StrictMath.exp(-50), report.logLoss(0));
    // From the side of the rarer class, too.
    assertArrayEquals(
        new float[] {1, (float) StrictMath.exp(-40)}, model.probabilities(new float[] {-80}));
  }

  @Test
  void softmaxAsTheTextbook() {
    Dataset rows = Tables.make(40, 3, 3, 5);
    LinearModel model = model(rows, Head.SOFTMAX);
    LinearModel calibrated = model.withCalibration(new TemperatureScaling(2.5));
    float[] w = model.weights();
    double loss = 0;
    float[] p = onBackend(new TwinBackend(), calibrated, rows);
    for (int i = 0; i < 40; ++i) {
      double[] e = new double[3];
      double sum = 0;
      for (int c = 0; c < 3; ++c) {
        double z = 0;
        for (int d = 0; d < 3; ++d) {
          z += (double) rows.features()[i * 3 + d] * w[d * 3 + c];
        }
        e[c] = Math.exp(z / 2.5);
        sum += e[c];
      }
      for (int c = 0; c < 3; ++c) {
        // Logits below 20 in three float32 steps, then a rounding.
        assertEquals(e[c] / sum, p[i * 3 + c], 3 * 20 * 0x1p-24);
      }
      loss -= Math.log(e[rows.targets()[i]] / sum);
    }
    assertEquals(
        loss / 40, Scorer.score(new TwinBackend(), calibrated, rows).logLoss(), 6 * 20 * 0x1p-24);
  }

  @Test
  void theThresholdDecides() {
    Dataset rows = logits(new int[] {0, 1, 1, 0}, null, -3, -1, 0, 2);
    LinearModel plain = identity();
    LinearModel low = plain.withThreshold(0.25);
    assertEquals("0", plain.predict(new float[] {-1}));
    assertEquals("1", low.predict(new float[] {-1}));
    Totals before = Scorer.score(new TwinBackend(), plain, rows);
    Totals after = Scorer.score(new TwinBackend(), low, rows);
    assertEquals(2, before.correct());
    assertEquals(3, after.correct());
    assertEquals(before.loss(), after.loss());
    ClassificationReport report = Scorer.evaluate(new TwinBackend(), low, rows, 15, done -> {});
    assertEquals(2, report.confusion().count(1, 1));
    assertEquals(1, report.confusion().count(0, 0));
    // At the threshold is positive, just below is not.
    float p = plain.probabilities(new float[] {-1})[1];
    assertEquals("1", plain.withThreshold(p).predict(new float[] {-1}));
    assertEquals("0", plain.withThreshold(Math.nextUp((double) p)).predict(new float[] {-1}));
    assertEquals("1", plain.withThreshold(0).predict(new float[] {-1e4f}));
  }

  @Test
  void theHashCoversWhatDecides() {
    LinearModel plain = identity();
    Calibration two = new TemperatureScaling(2);
    List<LinearModel> models =
        List.of(
            plain,
            plain.withThreshold(0.25),
            plain.withThreshold(0.5),
            plain.withCalibration(two),
            plain.withCalibration(new TemperatureScaling(Math.nextUp(2.0))),
            plain.withCalibration(two).withThreshold(0.25),
            plain.withCalibration(new PlattScaling(-2, 0)),
            plain.withCalibration(new PlattScaling(-2, 0.25)));
    Set<String> hashes = new HashSet<>();
    for (LinearModel model : models) {
      assertTrue(hashes.add(model.modelSha256()));
      assertEquals(plain.modelSha256(), model.uncalibrated().modelSha256());
      LinearModel noted = model.withMetadata(Map.of("a", "b"));
      assertEquals(model.modelSha256(), noted.modelSha256());
      assertEquals(model.calibration(), noted.calibration());
    }
    assertEquals(plain.withThreshold(0.0).modelSha256(), plain.withThreshold(-0.0).modelSha256());
    // Another calibration: the threshold was one of other probabilities.
    assertTrue(plain.withThreshold(0.25).withCalibration(two).threshold().isEmpty());
  }

  @Test
  void whatHasNoMeaningIsRefused() {
    Dataset three = Tables.make(30, 2, 3, 1);
    LinearModel softmax = model(three, Head.SOFTMAX);
    String threshold =
        assertThrows(InputException.class, () -> softmax.withThreshold(0.5)).getMessage();
    assertEquals(
        "A decision threshold parts two classes; with 3 of the softmax head the most probable one is"
            + " predicted. Leave the threshold out.",
        threshold);
    String platt =
        assertThrows(InputException.class, () -> softmax.withCalibration(new PlattScaling(-1, 0)))
            .getMessage();
    assertTrue(platt.contains("takes the one logit of the sigmoid head"), platt);
    for (double value : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThrows(InputException.class, () -> identity().withThreshold(value));
    }
    assertThrows(
        InputException.class, () -> new CalibrationOptions(Optional.empty(), Optional.empty()));
    Dataset two = Tables.make(30, 2, 2, 1);
    assertEquals(0.4, model(two, Head.SOFTMAX).withThreshold(0.4).threshold().getAsDouble());
  }

  /** Nothing of a calibration would reach their metrics: it is refused until it does. */
  @Test
  void labelsThatGoTogether() {
    LinearModel model =
        LinearModel.of(
            Head.MULTILABEL,
            Tables.labels(2),
            Tables.names("x", 1),
            new float[] {1, -2},
            new float[2],
            Preparation.none());
    assertThrows(InputException.class, () -> model.withCalibration(new TemperatureScaling(2)));
    assertThrows(InputException.class, () -> model.withThreshold(0.5));
    CalibrationOptions options = CalibrationOptions.of(CalibrationMethod.TEMPERATURE);
    String head =
        assertThrows(
                InputException.class, () -> Calibrator.requireMeaning(Head.MULTILABEL, 2, options))
            .getMessage();
    assertTrue(head.endsWith("models of the multilabel head are not calibrated yet."), head);
    Dataset soft =
        Dataset.ofDistributions(
            new float[] {1, 2},
            2,
            1,
            Tables.names("x", 1),
            Tables.labels(2),
            new float[] {0.25f, 0.75f, 1, 0},
            null);
    assertThrows(
        InputException.class, () -> Calibrator.fit(new TwinBackend(), identity(), soft, options));
  }

  @Test
  void fittingReplacesAndNotes() {
    Dataset rows = Tables.make(80, 3, 2, 4);
    LinearModel model = model(rows, Head.SIGMOID).withMetadata(Map.of("seed", "3"));
    CalibrationOptions options =
        CalibrationOptions.of(CalibrationMethod.PLATT)
            .withThreshold(ThresholdGoal.recallAtLeast(1));
    Calibrator.Fit first = Calibrator.fit(new TwinBackend(), model, rows, options);
    Map<String, String> notes = first.model().metadata();
    assertEquals("3", notes.get("seed"));
    assertEquals("80", notes.get("calibrationRows"));
    assertEquals(rows.sha256(), notes.get("calibrationDataSha256"));
    assertEquals("recall:1.0", notes.get("thresholdGoal"));
    assertEquals(model.modelSha256(), notes.get("uncalibratedModelSha256"));
    assertEquals(Double.toString(first.before().logLoss()), notes.get("calibrationLogLossBefore"));
    assertEquals(Double.toString(first.after().logLoss()), notes.get("calibrationLogLossAfter"));
    assertTrue(first.after().logLoss() < first.before().logLoss());
    assertEquals(1, first.after().confusion().recall(1));
    assertEquals(1, first.threshold().orElseThrow().recall());
    Calibrator.Fit second =
        Calibrator.fit(
            new TwinBackend(),
            first.model(),
            rows,
            CalibrationOptions.of(CalibrationMethod.TEMPERATURE));
    assertTrue(second.model().threshold().isEmpty());
    assertEquals(null, second.model().metadata().get("thresholdGoal"));
    assertEquals(first.before().logLoss(), second.before().logLoss());
    assertNotEquals(first.model().modelSha256(), second.model().modelSha256());
    // The same losses, summed by class or by row.
    assertEquals(second.temperature().orElseThrow().logLoss(), second.after().logLoss(), 1e-14);
  }
}
