package org.logcl.kernel;

/** Twin of {@code kernels/combine_chunks.cl}. */
final class CombineChunksTwin {
  private CombineChunksTwin() {}

  static void run(
      int parameters, int chunks, boolean start, float[] partials, float[] high, float[] low) {
    Parallel.forItems(
        parameters,
        6L * chunks,
        (from, to) -> {
          for (int i = from; i < to; ++i) {
            float h = start ? 0f : high[i];
            float l = start ? 0f : low[i];
            for (int j = 0; j < chunks; ++j) {
              float v = partials[j * parameters + i];
              float sum = h + v;
              float added = sum - h;
              l = l + ((h - (sum - added)) + (v - added));
              h = sum;
            }
            high[i] = h;
            low[i] = l;
          }
        });
  }
}
