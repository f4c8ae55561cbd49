package org.logcl.objective;

import org.logcl.kernel.Backend;
import org.logcl.kernel.Floats;
import org.logcl.kernel.Rows;
import org.logcl.kernel.Shape;

/** Class probabilities of many rows on a backend, slab by slab. */
public final class Predictor {
  private static final int SLAB_VALUES = 4 << 20;

  private Predictor() {}

  /** Receives probabilities in row order. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes the rows from one on.
     *
     * @param from number of the first row
     * @param rows how many rows
     * @param probabilities row-major [rows][classes]; overwritten afterwards
     */
    void accept(int from, int rows, float[] probabilities);
  }

  /** Receives probabilities and log losses in row order. */
  @FunctionalInterface
  interface ScoredSink {
    /**
     * Takes the rows from one on.
     *
     * @param probabilities as for {@link Sink}
     * @param losses log loss of each of the rows, in nats, from logits; overwritten afterwards
     */
    void accept(int from, int rows, float[] probabilities, double[] losses);
  }

  /**
   * Computes probabilities and log losses for every row; two classes with the sigmoid head.
   *
   * @param features row-major, prepared
   * @param weights row-major [features][logits]
   * @param bias [logits]
   * @param targetsOrNull true class of every row; without, there are no losses
   */
  static void run(
      Backend backend,
      Shape shape,
      int rows,
      float[] features,
      float[] weights,
      float[] bias,
      int[] targetsOrNull,
      ScoredSink sink) {
    int slab =
        Math.max(1, Math.min(rows, SLAB_VALUES / Math.max(shape.stride(), shape.features())));
    int classes = Math.max(2, shape.logits());
    float[] probabilities = new float[slab * classes];
    float[] values = new float[slab * Math.max(2, shape.stride())];
    try (LinearObjective model = new LinearObjective(backend, shape, 1);
        Floats x = backend.floats("rows to predict", (long) slab * shape.features());
        Floats z = backend.floats("logits of a slab of rows", (long) slab * shape.stride());
        Floats p =
            backend.floats("probabilities of two classes", shape.isSigmoid() ? 2L * slab : 1);
        RowLosses scored =
            targetsOrNull == null ? null : new RowLosses(backend, shape, targetsOrNull, slab)) {
      model.parameters(weights, bias);
      for (int from = 0; from < rows; from += slab) {
        int count = Math.min(slab, rows - from);
        x.write(0, features, from * shape.features(), count * shape.features());
        double[] losses = null;
        if (scored != null) {
          model.logits(Rows.plain(0, count), x, z);
          losses = scored.of(from, count, z);
        }
        // Once more: residuals took the place of the logits, and 1 - p of the true class is not p.
        model.logits(Rows.plain(0, count), x, z);
        if (shape.isSigmoid()) {
          backend.sigmoid(count, z, p);
          p.read(0, probabilities, 0, count * 2);
        } else {
          backend.softmax(shape, count, z);
          z.read(0, values, 0, count * shape.stride());
          for (int k = 0; k < count; ++k) {
            System.arraycopy(values, k * shape.stride(), probabilities, k * classes, classes);
          }
        }
        sink.accept(from, count, probabilities, losses);
      }
    }
  }
}
