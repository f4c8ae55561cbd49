package org.logcl.objective;

import org.logcl.kernel.Backend;
import org.logcl.kernel.Floats;
import org.logcl.kernel.Ints;
import org.logcl.kernel.Shape;

/**
 * Memory for one slab of rows: logits, which become residuals in place, and partial gradients. A
 * slab is a whole number of canonical chunks and at most 64 MB (or one chunk), whatever the number
 * of rows and classes: N x C logits never exist.
 */
final class Workspace implements AutoCloseable {
  final int slabRows;

  /** Logits, which become residuals; null where a fused pass keeps them in registers. */
  final Floats values;

  /** Weighted losses of the chunks of all rows. */
  final Floats sums;

  /** Correct rows of the chunks of all rows. */
  final Ints counts;

  final Floats partials;
  final Floats high;
  final Floats low;
  final Floats zeros;
  private final Resources made = new Resources();

  Workspace(Backend backend, Shape shape, int mostRows, boolean hasPasses, long halfBytes) {
    boolean fused = hasPasses && (shape.isSigmoid() || backend.fusesSoftmax(shape));
    long chunkRows = shape.chunkRows();
    long byValues =
        fused
            ? Long.MAX_VALUE
            : halfBytes / (backend.softmaxWorkspace(shape, (int) chunkRows) * Float.BYTES);
    long byPartials = halfBytes / ((long) shape.parameters() * Float.BYTES);
    long chunks = Math.max(1, Math.min(shape.chunks(mostRows), Math.min(byValues, byPartials)));
    slabRows = (int) Math.min(mostRows, chunks * chunkRows);
    try {
      values =
          fused
              ? null
              : made.add(
                  backend.floats(
                      "logits of a slab of rows", backend.softmaxWorkspace(shape, slabRows)));
      sums = made.add(backend.floats("sums of losses", shape.chunks(mostRows)));
      counts = made.add(backend.ints("counts of correct rows", shape.chunks(mostRows)));
      partials = made.add(backend.floats("partial gradients", chunks * shape.parameters()));
      high = made.add(backend.floats("gradient", shape.parameters()));
      low = made.add(backend.floats("gradient's low part", shape.parameters()));
      zeros = made.add(backend.floats("zeros", shape.parameters()));
    } catch (RuntimeException e) {
      made.close();
      throw e;
    }
  }

  @Override
  public void close() {
    made.close();
  }
}
