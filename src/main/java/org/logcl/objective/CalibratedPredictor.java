package org.logcl.objective;

import org.logcl.data.Dataset;
import org.logcl.data.TargetKind;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Floats;
import org.logcl.kernel.Rows;
import org.logcl.kernel.Shape;
import org.logcl.model.CalibratedRow;
import org.logcl.model.LinearModel;

/**
 * Probabilities and log losses of a calibrated model: logits on a backend, slab by slab; the rest
 * on the heap, by {@link CalibratedRow}.
 */
final class CalibratedPredictor {
  private static final int SLAB_VALUES = 4 << 20;

  private CalibratedPredictor() {}

  /** Receives logits in row order. */
  @FunctionalInterface
  interface LogitSink {
    /**
     * Takes the rows from one on.
     *
     * @param logits row-major, a row begins every {@code stride}; overwritten afterwards
     */
    void accept(int from, int rows, float[] logits, int stride);
  }

  /** Logits of every row, as they are before calibration. */
  static void logits(Backend backend, LinearModel model, Dataset prepared, LogitSink sink) {
    Shape shape = new Shape(model.features(), model.logits());
    int rows = prepared.rows();
    int slab =
        Math.max(1, Math.min(rows, SLAB_VALUES / Math.max(shape.stride(), shape.features())));
    float[] values = new float[slab * shape.stride()];
    try (LinearObjective objective = new LinearObjective(backend, shape, 1);
        Floats x = backend.floats("rows to predict", (long) slab * shape.features());
        Floats z = backend.floats("logits of a slab of rows", (long) slab * shape.stride())) {
      objective.parameters(model.weights(), model.bias());
      for (int from = 0; from < rows; from += slab) {
        int count = Math.min(slab, rows - from);
        x.write(0, prepared.features(), from * shape.features(), count * shape.features());
        objective.logits(Rows.plain(0, count), x, z);
        z.read(0, values, 0, count * shape.stride());
        sink.accept(from, count, values, shape.stride());
      }
    }
  }

  /** By the row's distribution over the classes, where it has one. */
  private static double loss(CalibratedRow row, Dataset rows, int k) {
    if (rows.targetKind() == TargetKind.CLASSES) {
      return row.loss(rows.targets()[k]);
    }
    int classes = rows.labels().count();
    double sum = 0;
    double shares = 0;
    for (int c = 0; c < classes; ++c) {
      double share = rows.targetValues()[k * classes + c];
      sum += share > 0 ? share * row.loss(c) : 0;
      shares += share;
    }
    return sum / shares;
  }

  /** As {@link Predictor}: without targets there are no losses. */
  static void run(
      Backend backend,
      LinearModel model,
      Dataset prepared,
      boolean scored,
      Predictor.ScoredSink sink) {
    CalibratedRow row = model.calibratedRow().orElseThrow();
    int classes = model.classes();
    logits(
        backend,
        model,
        prepared,
        (from, count, logits, stride) -> {
          float[] probabilities = new float[count * classes];
          double[] losses = scored ? new double[count] : null;
          for (int k = 0; k < count; ++k) {
            row.of(logits, k * stride);
            if (losses != null) {
              losses[k] = loss(row, prepared, from + k);
            }
            row.probabilities(probabilities, k * classes);
          }
          sink.accept(from, count, probabilities, losses);
        });
  }
}
