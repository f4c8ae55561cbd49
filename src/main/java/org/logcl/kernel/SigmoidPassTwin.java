package org.logcl.kernel;

import org.logcl.numerics.Orders;

/** Twin of {@code kernels/sigmoid_pass_cpu.cl} and its GPU flavour. */
final class SigmoidPassTwin {
  private SigmoidPassTwin() {}

  static void run(
      RowScores scores,
      Shape shape,
      int[] order,
      long first,
      int rows,
      float[] x,
      float[] params,
      float[] targets,
      float[] weights,
      int at,
      float[] sums,
      int[] counts,
      float[] partials) {
    int chunkRows = shape.chunkRows();
    scores.reserve(first + rows);
    float[] losses = scores.losses();
    int[] correct = scores.correct();
    Parallel.forItems(
        shape.chunks(rows),
        Math.min(rows, chunkRows) * (2L * shape.features() + SigmoidRowsTwin.COST),
        (fromChunk, toChunk) -> {
          StripTwin strip = StripTwin.of(shape.features(), Math.min(rows, chunkRows));
          float[] lanes = new float[Orders.LANES];
          strip.begin(params);
          for (int chunk = fromChunk; chunk < toChunk; ++chunk) {
            int from = chunk * chunkRows;
            int count = Math.min(chunkRows, rows - from);
            chunk(strip, order, first + from, count, x, targets, weights, losses, correct);
            strip.store(partials, chunk * shape.parameters());
            long position = first + from;
            scores.sum(order, position, position + count, weights, at + chunk, sums, counts, lanes);
          }
        });
  }

  /** One chunk of rows, strip by strip; the strip has begun with the parameters. */
  static void chunk(
      StripTwin strip,
      int[] order,
      long first,
      int rows,
      float[] x,
      float[] targets,
      float[] weights,
      float[] losses,
      int[] correct) {
    strip.clear();
    for (int from = 0; from < rows; from += strip.rows) {
      int count = Math.min(strip.rows, rows - from);
      strip.load(count, order, first + from, x);
      strip.forward(count);
      strip.score(count, order, first + from, targets, weights, losses, correct);
      strip.backward(count);
    }
  }
}
