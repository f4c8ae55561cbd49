package org.logcl.objective;

import java.util.Arrays;
import org.logcl.kernel.Backend;
import org.logcl.kernel.CurvatureRows;
import org.logcl.kernel.Floats;
import org.logcl.kernel.Readback;
import org.logcl.kernel.Rows;
import org.logcl.kernel.Shape;
import org.logcl.numerics.Orders;

/**
 * The Hessian of the mean data loss at an objective's present parameters, class by class: rows of X
 * times their curvature, multiplied with X^T as a gradient is, so that sums have a gradient's
 * order.
 */
public final class Hessian implements AutoCloseable {
  // Bytes of the rows of a slab, and again of its partial sums; one chunk at least.
  private static final long MOST_BYTES = 8L << 20;
  // Slabs are whole numbers of this, which is a whole number of any shape's chunks.
  private static final int SLAB_UNIT = Orders.chunkRows(Integer.MAX_VALUE);

  private final LinearObjective objective;
  private final Backend backend;
  private final Shape shape;
  private final DeviceData data;
  // Whether each logit has a sigmoid of its own, so that blocks between two of them are 0.
  private final boolean independent;
  // Whether it is that of the sigmoid head at parameters of 0, whatever the objective's are.
  private final boolean atZero;
  private final Resources made = new Resources();
  private final int slabRows;
  private final Floats logits;
  private final Floats probabilities;
  private final Floats curvature;
  private final Floats partials;
  // What rows count in a label's curvature, where that is not what they count elsewhere.
  private final Floats labelWeights;
  private final float[] slabWeights;
  private final Floats[] high;
  private final Floats[] low;

  /**
   * Takes memory for the parameters of an objective and these rows. Of labels that go together the
   * Hessian is block-diagonal, a block for each label.
   */
  public Hessian(LinearObjective objective, DeviceData data) {
    this(objective, data, data.isIndependent(), MOST_BYTES);
  }

  /** The same with another limit of bytes of the rows of a slab, and again of its partial sums. */
  Hessian(LinearObjective objective, DeviceData data, boolean independent, long mostBytes) {
    this(objective, objective.shape, independent, false, data, mostBytes);
  }

  /**
   * The weighted mean of x x^T, the intercept's 1 at the end of x, by 1/4: what the Hessian of the
   * sigmoid head is where all parameters are 0. For any head's objective.
   */
  public static double[][] quarterOfSquares(LinearObjective objective, DeviceData data) {
    Shape sigmoid = new Shape(objective.shape.features(), 1);
    try (Hessian hessian = new Hessian(objective, sigmoid, true, true, data, MOST_BYTES)) {
      return hessian.evaluate();
    }
  }

  private Hessian(
      LinearObjective objective,
      Shape shape,
      boolean independent,
      boolean atZero,
      DeviceData data,
      long mostBytes) {
    this.objective = objective;
    this.shape = shape;
    this.independent = independent || shape.isSigmoid();
    this.atZero = atZero;
    this.data = data;
    backend = objective.backend;
    Shape widest = block(0);
    // A block of one label may be narrower than the probabilities of all of them.
    int rowValues = Math.max(widest.stride(), this.independent ? 2 * shape.stride() : 0);
    long unitRows = (long) SLAB_UNIT * rowValues * Float.BYTES;
    long units = Math.max(1, mostBytes / Math.max(unitRows, mostPartials(SLAB_UNIT) * Float.BYTES));
    slabRows = (int) Math.min(data.rows(), units * SLAB_UNIT);
    high = new Floats[shape.logits()];
    low = new Floats[shape.logits()];
    boolean weighsLabels = data.hasLabelWeights() && !atZero;
    slabWeights = weighsLabels ? new float[slabRows] : null;
    try {
      labelWeights =
          made.add(weighsLabels ? backend.floats("row weights of a label", data.rows()) : null);
      logits =
          atZero
              ? null
              : made.add(backend.floats("logits of a slab", (long) slabRows * shape.stride()));
      probabilities =
          atZero
              ? made.add(backend.floats("probabilities of a slab", halves(slabRows)))
              : this.independent
                  ? made.add(
                      backend.floats("probabilities of a slab", 2L * slabRows * shape.stride()))
                  : logits;
      curvature =
          made.add(backend.floats("rows times curvature", (long) slabRows * widest.stride()));
      partials = made.add(backend.floats("partial Hessians", mostPartials(slabRows)));
      for (int c = 0; c < high.length; ++c) {
        int parameters = block(c).parameters();
        high[c] = made.add(backend.floats("Hessian", parameters));
        low[c] = made.add(backend.floats("Hessian's low part", parameters));
      }
    } catch (RuntimeException e) {
      made.close();
      throw e;
    }
  }

  private Shape block(int c) {
    return CurvatureRows.block(shape, independent, c);
  }

  /**
   * Values of partial sums; a narrow block has shorter chunks, so the widest need not have most.
   */
  private long mostPartials(int rows) {
    long most = 0;
    for (int c = 0; c < shape.logits(); ++c) {
      Shape block = block(c);
      most = Math.max(most, (long) block.chunks(rows) * block.parameters());
    }
    return most;
  }

  /**
   * The Hessian of the mean data loss, the penalty left out, by weights then intercepts, row-major
   * [features + 1][logits]. Only the upper triangle is set.
   */
  public double[][] evaluate() {
    for (int from = 0; from < data.rows(); from += slabRows) {
      Rows rows = Rows.plain(from, Math.min(slabRows, data.rows() - from));
      if (!atZero) {
        probabilities(rows);
      }
      for (int c = 0; c < shape.logits(); ++c) {
        Shape block = block(c);
        backend.curvatureRows(
            shape, independent, rows, c, data.x(), weights(rows, c), probabilities, curvature);
        backend.softmaxGradient(block, rows, data.x(), curvature, partials);
        int chunks = block.chunks(rows.count());
        backend.combineChunks(block.parameters(), chunks, from == 0, partials, high[c], low[c]);
      }
    }
    return assembled();
  }

  /** What the rows count in the curvature of a class or label. */
  private Floats weights(Rows rows, int c) {
    if (labelWeights == null) {
      return data.weights();
    }
    int from = (int) rows.first();
    data.labelWeights(c, from, rows.count(), slabWeights);
    labelWeights.write(from, slabWeights, 0, rows.count());
    return labelWeights;
  }

  private void probabilities(Rows rows) {
    objective.logits(rows, data.x(), logits);
    if (independent) {
      backend.sigmoid(rows.count() * shape.stride(), logits, probabilities);
    } else {
      backend.softmax(shape, rows.count(), logits);
    }
  }

  private static float[] halves(int rows) {
    float[] halves = new float[2 * rows];
    Arrays.fill(halves, 0.5f);
    return halves;
  }

  private double[][] assembled() {
    Readback readback = new Readback();
    float[][] highs = new float[high.length][];
    float[][] lows = new float[low.length][];
    for (int c = 0; c < high.length; ++c) {
      int parameters = block(c).parameters();
      highs[c] = readback.floats(high[c], parameters);
      lows[c] = readback.floats(low[c], parameters);
    }
    backend.read(readback);
    double weight = data.weightOf(null, 0, data.rows());
    int rows = shape.features() + 1;
    int size = rows * shape.logits();
    double[][] hessian = new double[size][size];
    for (int c = 0; c < high.length; ++c) {
      int stride = block(c).stride();
      int end = independent ? c + 1 : high.length;
      for (int d = 0; d < rows; ++d) {
        for (int other = c; other < end; ++other) {
          // Within one class both triangles are there, with other roundings: the upper one counts.
          for (int e = other == c ? d : 0; e < rows; ++e) {
            int at = d * stride + (other - c) * rows + e;
            int i = d * shape.logits() + c;
            int j = e * shape.logits() + other;
            hessian[Math.min(i, j)][Math.max(i, j)] =
                ((double) highs[c][at] + lows[c][at]) / weight;
          }
        }
      }
    }
    return hessian;
  }

  @Override
  public void close() {
    made.close();
  }
}
