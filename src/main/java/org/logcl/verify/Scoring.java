package org.logcl.verify;

import org.logcl.kernel.Floats;
import org.logcl.kernel.Ints;

/** The outputs of a residual kernel; losses and correct are written at the block's positions. */
final class Scoring implements AutoCloseable {
  final Floats values;
  final Floats losses;
  final Ints correct;
  private final Guarded guarded;
  private final String kernel;
  private final Positions rows;
  private final int length;

  Scoring(Guarded guarded, String kernel, Positions rows, float[] logits) {
    this.guarded = guarded;
    this.kernel = kernel;
    this.rows = rows;
    length = logits.length;
    values = guarded.inPlace(logits);
    losses = guarded.output(rows.first() + rows.count());
    correct = guarded.intOutput(rows.first() + rows.count());
  }

  Guarded.Scores result() {
    return new Guarded.Scores(
        guarded.checked(kernel, losses, rows.first(), rows.count()),
        guarded.checked(kernel, values, 0, length),
        guarded.checked(kernel, correct, rows.first(), rows.count()));
  }

  @Override
  public void close() {
    values.close();
    losses.close();
    correct.close();
  }
}
