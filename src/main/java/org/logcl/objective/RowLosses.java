package org.logcl.objective;

import java.util.Arrays;
import org.logcl.data.Dataset;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Floats;
import org.logcl.kernel.Ints;
import org.logcl.kernel.Rows;
import org.logcl.kernel.Shape;
import org.logcl.model.Head;

/** Log losses of rows, slab by slab, by the kernels that training has, from logits. */
final class RowLosses implements AutoCloseable {
  private final Resources made = new Resources();
  private final DeviceTargets targets;
  private final Floats weights;
  private final Floats losses;
  private final Ints correct;

  /** Room for all rows, but not for their logits. */
  RowLosses(Backend backend, Head head, Shape shape, Dataset rows) {
    try {
      targets = new DeviceTargets(backend, shape, HostTargets.of(head, rows, 0, null), made);
      weights = made.add(backend.floats("weights of rows to score", DeviceData.ones(rows.rows())));
      losses = made.add(backend.floats("losses of rows to score", rows.rows()));
      correct = made.add(backend.ints("correct rows to score", rows.rows()));
    } catch (RuntimeException e) {
      made.close();
      throw e;
    }
  }

  /**
   * Losses in nats of the rows from one on.
   *
   * @param logits of these rows; overwritten
   */
  double[] of(int from, int count, Floats logits) {
    targets.residuals(Rows.plain(from, count), weights, logits, losses, correct);
    float[] ofRows = new float[count];
    losses.read(from, ofRows, 0, count);
    double[] widened = new double[count];
    Arrays.setAll(widened, k -> ofRows[k]);
    return widened;
  }

  @Override
  public void close() {
    made.close();
  }
}
