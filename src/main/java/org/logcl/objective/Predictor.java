package org.logcl.objective;

import org.logcl.data.Dataset;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Floats;
import org.logcl.kernel.Rows;
import org.logcl.kernel.Shape;
import org.logcl.model.Head;
import org.logcl.model.LinearModel;

/** Probabilities of classes or labels of many rows on a backend, slab by slab. */
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
   * @param scored whether the rows have targets to be scored by; else there are no losses
   */
  static void run(
      Backend backend, LinearModel model, Dataset prepared, boolean scored, ScoredSink sink) {
    Shape shape = new Shape(model.features(), model.logits());
    int rows = prepared.rows();
    int slab =
        Math.max(1, Math.min(rows, SLAB_VALUES / Math.max(shape.stride(), shape.features())));
    int classes = model.classes();
    boolean sigmoids = model.head() != Head.SOFTMAX;
    float[] probabilities = new float[slab * classes];
    float[] values = new float[slab * (sigmoids ? 2 : 1) * shape.stride()];
    try (LinearObjective objective = new LinearObjective(backend, shape, 1);
        Floats x = backend.floats("rows to predict", (long) slab * shape.features());
        Floats z = backend.floats("logits of a slab of rows", (long) slab * shape.stride());
        Floats pairs =
            backend.floats("probabilities of sigmoids", sigmoids ? 2L * slab * shape.stride() : 1);
        RowLosses losses = scored ? new RowLosses(backend, model.head(), shape, prepared) : null) {
      objective.parameters(model.weights(), model.bias());
      for (int from = 0; from < rows; from += slab) {
        int count = Math.min(slab, rows - from);
        x.write(0, prepared.features(), from * shape.features(), count * shape.features());
        double[] ofRows = null;
        if (scored) {
          objective.logits(Rows.plain(0, count), x, z);
          ofRows = losses.of(from, count, z);
        }
        // Once more: residuals took the place of the logits, and 1 - p of the true class is not p.
        objective.logits(Rows.plain(0, count), x, z);
        if (sigmoids) {
          backend.sigmoid(count * shape.stride(), z, pairs);
          pairs.read(0, values, 0, 2 * count * shape.stride());
        } else {
          backend.softmax(shape, count, z);
          z.read(0, values, 0, count * shape.stride());
        }
        for (int k = 0; k < count; ++k) {
          copy(model.head(), values, k * shape.stride(), probabilities, k * classes, classes);
        }
        sink.accept(from, count, probabilities, ofRows);
      }
    }
  }

  /** Of a row's logits or, where each has a sigmoid, of the pairs from twice as far on. */
  private static void copy(Head head, float[] values, int from, float[] to, int at, int classes) {
    switch (head) {
      case SIGMOID -> System.arraycopy(values, 2 * from, to, at, 2);
      case SOFTMAX -> System.arraycopy(values, from, to, at, classes);
      case MULTILABEL -> {
        for (int c = 0; c < classes; ++c) {
          to[at + c] = values[2 * (from + c) + 1];
        }
      }
    }
  }
}
