package org.logcl.objective;

/** 1 over the sum of weights of each batch. */
final class BatchWeights {
  private BatchWeights() {}

  /**
   * For the batches of one epoch, from {@code at} on; 0 for a batch whose rows all weigh 0: it has
   * no mean gradient, so there is no step, as if its rows were not there.
   *
   * @param order row numbers by position; null takes the rows as they lie
   */
  static void fill(DeviceData data, int batchRows, int[] order, float[] inverse, int at) {
    int batches = batches(data.rows(), batchRows);
    for (int batch = 0; batch < batches; ++batch) {
      int from = batch * batchRows;
      int to = (int) Math.min((long) from + batchRows, data.rows());
      double weight = data.weightOf(order, from, to);
      inverse[at + batch] = weight > 0 ? (float) (1 / weight) : 0f;
    }
  }

  static int batches(int rows, int batchRows) {
    return (rows - 1) / batchRows + 1;
  }
}
