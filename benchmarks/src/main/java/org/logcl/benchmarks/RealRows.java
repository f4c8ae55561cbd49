package org.logcl.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.logcl.data.Dataset;
import org.logcl.data.Standardization;
import org.logcl.io.CsvOptions;
import org.logcl.io.CsvReader;

/** Rows of real data as problems, without parameters. */
final class RealRows {
  static final String A9A = "LOGCL_A9A";

  private static final int A9A_FEATURES = 123;

  private RealRows() {}

  /** The digits, their pixels from 0 to 1. */
  static Problem digits(Path root) {
    Dataset rows = read(root, "digits.csv", "digit");
    float[] pixels = rows.features().clone();
    for (int i = 0; i < pixels.length; ++i) {
      pixels[i] /= 16;
    }
    return problem(rows.columns(), rows.labels().count(), pixels, rows.targets());
  }

  /** The breast cancer data, standardised. */
  static Problem breastCancer(Path root) {
    Dataset raw = read(root, "breast_cancer.csv", "diagnosis");
    Dataset rows = Standardization.fit(raw).apply(raw);
    return problem(rows.columns(), 1, rows.features(), rows.targets());
  }

  /**
   * a9a of the LIBSVM site, the binarised Adult data, as dense rows.
   *
   * @throws MissingPeerException where the environment names no such file
   */
  static Problem a9a() {
    String file = System.getenv(A9A);
    if (file == null || file.isEmpty()) {
      throw new MissingPeerException(
          "a9a: " + A9A + " names no file; it is that of the LIBSVM site");
    }
    try {
      List<String> lines = Files.readAllLines(Path.of(file));
      float[] x = new float[lines.size() * A9A_FEATURES];
      int[] y = new int[lines.size()];
      for (int row = 0; row < y.length; ++row) {
        String[] words = lines.get(row).strip().split("\\s+");
        y[row] = Double.parseDouble(words[0]) > 0 ? 1 : 0;
        for (int i = 1; i < words.length; ++i) {
          String[] cell = words[i].split(":");
          x[row * A9A_FEATURES + Integer.parseInt(cell[0]) - 1] = Float.parseFloat(cell[1]);
        }
      }
      return problem(A9A_FEATURES, 1, x, y);
    } catch (IOException e) {
      throw new UncheckedIOException(A9A + " names " + file + ", which cannot be read.", e);
    }
  }

  private static Dataset read(Path root, String file, String target) {
    return CsvReader.read(root.resolve("examples").resolve(file), CsvOptions.ofTarget(target));
  }

  private static Problem problem(int features, int logits, float[] x, int[] y) {
    float[] weights = new float[features * logits];
    return new Problem(y.length, features, logits, x, y, weights, new float[logits]);
  }
}
