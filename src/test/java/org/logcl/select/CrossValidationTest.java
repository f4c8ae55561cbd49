package org.logcl.select;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logcl.data.Dataset;
import org.logcl.data.Folds;
import org.logcl.io.CsvOptions;
import org.logcl.io.CsvReader;
import org.logcl.kernel.TwinBackend;
import org.logcl.solve.Stopping;
import org.logcl.train.Optimizer;
import org.logcl.train.TrainingOptions;

/**
 * Folds and cross-validated log losses against scikit-learn's. {@code make_select.py} beside the
 * figures made them.
 */
class CrossValidationTest {
  private static final Path FIGURES = Path.of("src/test/resources/org/logcl/select");

  private static List<String[]> lines(String file, String data) throws IOException {
    return Files.readAllLines(FIGURES.resolve(file)).stream()
        .map(line -> line.split(","))
        .filter(cells -> cells[0].equals(data))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"breast_cancer,diagnosis", "digits,digit"})
  void equalsScikitLearn(String data, String target) throws IOException {
    Dataset rows =
        CsvReader.read(Path.of("examples/" + data + ".csv"), CsvOptions.ofTarget(target));
    assertArrayEquals(
        lines("folds.csv", data).stream().mapToInt(cells -> Integer.parseInt(cells[2])).toArray(),
        Folds.stratified(rows, 5, 7).foldOfRow());
    List<String[]> expected = lines("losses.csv", data);
    PenaltyPath path =
        PenaltyPath.ofC(expected.stream().map(cells -> Double.valueOf(cells[1])).toList(), 0);
    TrainingOptions options =
        TrainingOptions.defaults()
            .withOptimizer(Optimizer.AUTO)
            .withStandardize(true)
            // Tighter than what people need: held-out losses follow the gradient, not its square.
            .withStopping(new Stopping(1e-8, 0, 1000, Double.POSITIVE_INFINITY))
            .withSeed(7);
    Selection selection =
        Selector.select(
                new TwinBackend(),
                rows,
                options,
                SelectionOptions.defaults().withPath(path),
                SelectionListener.NONE)
            .selection();
    assertEquals(expected.size(), selection.points().size());
    for (int i = 0; i < expected.size(); ++i) {
      PathPoint point = selection.points().get(i);
      assertEquals(Double.parseDouble(expected.get(i)[2]), point.meanLogLoss(), 1e-6);
      assertEquals(Double.parseDouble(expected.get(i)[3]), point.standardError(), 1e-6);
      assertEquals(Double.parseDouble(expected.get(i)[4]), point.accuracy(), 1e-9);
    }
  }
}
