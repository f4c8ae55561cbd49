package org.logcl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.logcl.data.Dataset;
import org.logcl.data.Labels;
import org.logcl.train.TrainingOptions;

/** What rows say against a good model. */
class DataAdviceTest {
  private static final TrainingOptions OPTIONS = TrainingOptions.defaults();

  private static Dataset rows(float... x) {
    int rows = x.length / 3;
    int[] y = new int[rows];
    for (int i = 0; i < rows; ++i) {
      y[i] = i % 2;
    }
    return Dataset.of(x, rows, 3, List.of("a", "b", "c"), Labels.of(List.of("n", "y")), y, null);
  }

  @Test
  void namesWhatIsConstantWildOrRare() {
    Dataset rows = rows(1, 2, 0, 1, 3, 5000, 1, 2.5f, -1, 1, 2.25f, 7);
    assertEquals(
        List.of(
            "1 column has the same value in all rows, and tells nothing: \"a\"",
            "features are on very different scales: \"c\" ranges over 5001.0, \"b\" over 1.0; --standardize brings them to one",
            "2 classes have fewer than 5 rows to learn from: \"n (2)\", \"y (2)\""),
        DataAdvice.of(rows, OPTIONS));
    assertEquals(2, DataAdvice.of(rows, OPTIONS.withStandardize(true)).size());
  }

  @Test
  void isSilentWhereNothingIsWrong() {
    float[] x = new float[36];
    for (int i = 0; i < x.length; ++i) {
      x[i] = i % 7;
    }
    assertEquals(List.of(), DataAdvice.of(rows(x), OPTIONS));
  }
}
