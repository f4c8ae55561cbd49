package org.logcl.objective;

import java.util.Arrays;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Floats;
import org.logcl.kernel.Ints;
import org.logcl.kernel.Rows;
import org.logcl.kernel.Shape;

/** Log losses of a slab of rows, by the kernels that training has, from logits. */
final class RowLosses implements AutoCloseable {
  private final Backend backend;
  private final Shape shape;
  private final int[] all;
  private final float[] losses;
  private final double[] widened;
  private final Resources made = new Resources();
  private final Ints classes;
  private final Floats targets;
  private final Floats weights;
  private final Floats deviceLosses;
  private final Ints correct;

  /**
   * Room for a slab.
   *
   * @param all true class of every row
   */
  RowLosses(Backend backend, Shape shape, int[] all, int slab) {
    this.backend = backend;
    this.shape = shape;
    this.all = all;
    losses = new float[slab];
    widened = new double[slab];
    float[] ones = new float[slab];
    Arrays.fill(ones, 1f);
    try {
      classes = made.add(shape.isSigmoid() ? null : backend.ints("classes of a slab", slab));
      targets = made.add(shape.isSigmoid() ? backend.floats("targets of a slab", slab) : null);
      weights = made.add(backend.floats("weights of a slab", ones));
      deviceLosses = made.add(backend.floats("losses of a slab", slab));
      correct = made.add(backend.ints("correct rows of a slab", slab));
    } catch (RuntimeException e) {
      made.close();
      throw e;
    }
  }

  /**
   * Losses in nats of the rows from one on; valid until the next call.
   *
   * @param logits of these rows; overwritten
   */
  double[] of(int from, int count, Floats logits) {
    Rows rows = Rows.plain(0, count);
    if (shape.isSigmoid()) {
      float[] y = new float[count];
      for (int k = 0; k < count; ++k) {
        y[k] = all[from + k];
      }
      targets.write(0, y, 0, count);
      backend.sigmoidResidual(rows, targets, weights, logits, deviceLosses, correct);
    } else {
      classes.write(0, all, from, count);
      backend.softmaxResidual(shape, rows, classes, weights, logits, deviceLosses, correct);
    }
    deviceLosses.read(0, losses, 0, count);
    for (int k = 0; k < count; ++k) {
      widened[k] = losses[k];
    }
    return widened;
  }

  @Override
  public void close() {
    made.close();
  }
}
