package org.logcl.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logcl.data.Dataset;
import org.logcl.io.CsvOptions;
import org.logcl.io.CsvReader;
import org.logcl.model.LinearModel;
import org.logcl.testing.Golden;

/** Every figure against R's glm; make_statistics.R made the numbers. */
class SummaryGoldenTest {
  private static final String FOLDER = "/org/logcl/statistics/";
  // Double on both sides, R's by a QR factorisation that stops near 1e-15; LogCL's acceptance is
  // 1e-6.
  private static final double ALLOWED = 1e-8;
  private static final double L2 = 0.01;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "overlap",
        "overlap standardised",
        "overlap weighted",
        "overlap heavy",
        "overlap l2",
        "overlap standardised l2",
        "overlap weighted l2",
        "cancer",
        "cancer standardised"
      })
  void isThatOfR(String name) {
    boolean standardize = name.contains("standardised");
    double l2 = name.endsWith("l2") ? L2 : 0;
    Dataset rows = rows(name);
    LinearModel model = Fitted.trained(rows, standardize, l2);
    Summary summary = Summary.of(model, rows, l2);
    compare(name, summary);
    // Training came near enough for a few steps.
    assertTrue(summary.newtonSteps() <= 4, summary::toString);
    assertEquals(l2 > 0 ? Errors.LAPLACE : Errors.FISHER, summary.errors());
    // And from zeros the same.
    Summary afar = Summary.of(Fitted.untrained(rows, standardize), rows, l2);
    compare(name, afar);
    assertTrue(afar.largestChange() > 1, afar::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"overlap", "cancer"})
  void ofStandardisedColumnsIsTranslatedToRawOnes(String name) {
    Dataset rows = rows(name);
    Summary summary = Summary.of(Fitted.trained(rows, true, 0), rows, 0);
    coefficients(name, summary.rawCoefficients());
    coefficients(name + " standardised", summary.coefficients());
  }

  private static void compare(String name, Summary summary) {
    coefficients(name, summary.coefficients());
    Golden fits = Golden.read(FOLDER, "fits.csv");
    int row = fits.row("case", name);
    assertEquals(fits.ints("nullDf")[row], summary.nullDegreesOfFreedom());
    same("null deviance", fits.doubles("nullDeviance")[row], summary.nullDeviance());
    same("deviance", fits.doubles("deviance")[row], summary.residualDeviance());
    same("df", fits.doubles("df")[row], summary.residualDegreesOfFreedom());
    same("AIC", fits.doubles("aic")[row], summary.aic());
  }

  private static void coefficients(String name, List<Coefficient> actual) {
    Golden expected = Golden.read(FOLDER, "coefficients.csv");
    String[] cases = expected.strings("case");
    int seen = 0;
    for (int i = 0; i < cases.length; ++i) {
      if (!cases[i].equals(name)) {
        continue;
      }
      Coefficient one = actual.get(seen++);
      assertEquals(expected.strings("name")[i], one.name());
      double error = expected.doubles("standardError")[i];
      same(one.name(), expected.doubles("estimate")[i], one.estimate());
      same("standard error", error, one.standardError());
      same("z", expected.doubles("z")[i], one.z());
      // dp/p is about z dz.
      double p = expected.doubles("p")[i];
      assertEquals(p, one.p(), ALLOWED * (1 + one.z() * one.z()) * p, "p of " + one);
      Coefficient.Interval interval = one.interval(0.95);
      double allowed = ALLOWED * (Math.abs(one.estimate()) + error);
      assertEquals(expected.doubles("lower")[i], interval.lower(), allowed);
      assertEquals(expected.doubles("upper")[i], interval.upper(), allowed);
    }
    assertEquals(seen, actual.size());
    assertTrue(seen > 1);
  }

  private static void same(String what, double expected, double actual) {
    assertEquals(expected, actual, ALLOWED * Math.abs(expected), what);
  }

  private static Dataset rows(String name) {
    if (name.startsWith("cancer")) {
      Dataset all =
          CsvReader.read(Path.of("examples/breast_cancer.csv"), CsvOptions.ofTarget("diagnosis"));
      return only(
          all,
          List.of(
              "mean_radius", "mean_texture", "mean_smoothness", "mean_symmetry", "symmetry_error"));
    }
    Golden file = Golden.read(FOLDER, "overlap.csv");
    int[] targets = file.ints("y");
    float[] weights = null;
    if (name.contains("weighted")) {
      weights = Golden.read(FOLDER, "weights.csv").floats("w");
    } else if (name.contains("heavy")) {
      weights = new float[targets.length];
      Arrays.fill(weights, 64);
    }
    return Fitted.rows(file, List.of("age", "dose", "smoker", "level"), targets, weights);
  }

  /** Some columns; of two classes benign comes first. */
  private static Dataset only(Dataset all, List<String> names) {
    float[] chosen = new float[all.rows() * names.size()];
    for (int j = 0; j < names.size(); ++j) {
      int column = all.featureNames().indexOf(names.get(j));
      for (int i = 0; i < all.rows(); ++i) {
        chosen[i * names.size() + j] = all.features()[i * all.columns() + column];
      }
    }
    return Dataset.of(chosen, all.rows(), names.size(), names, all.labels(), all.targets(), null);
  }
}
