package org.logcl.kernel;

import java.util.List;
import org.logcl.numerics.Permutation;

/**
 * The kernels in plain Java: the {@code reference} device. Needs no OpenCL; uses all cores where
 * the order allows.
 */
public final class TwinBackend implements Backend {
  private final RowScores scores = new RowScores();

  @Override
  public String device() {
    return "reference";
  }

  @Override
  public String driver() {
    return "Java " + System.getProperty("java.version");
  }

  @Override
  public String kind() {
    return "reference";
  }

  /** None: the twin is what others are compared with. */
  @Override
  public List<String> probeFailures() {
    return List.of();
  }

  @Override
  public Floats floats(String name, long length) {
    return new HeapFloats(new float[checked(name, length)]);
  }

  @Override
  public Ints ints(String name, long length) {
    return new HeapInts(new int[checked(name, length)]);
  }

  @Override
  public Floats features(String name, float[] content) {
    return new HeapFloats(content);
  }

  @Override
  public Kept keep(String name, float[] content) {
    return () -> {};
  }

  @Override
  public Floats floats(String name, float[] content) {
    return new HeapFloats(content);
  }

  @Override
  public Ints ints(String name, int[] content) {
    return new HeapInts(content);
  }

  @Override
  public void sigmoidLogits(Shape shape, Rows rows, Floats x, Floats params, Floats logits) {
    SigmoidLogitsTwin.run(
        shape, of(rows.order()), rows.first(), rows.count(), of(x), of(params), of(logits));
  }

  @Override
  public void softmaxLogits(Shape shape, Rows rows, Floats x, Floats params, Floats logits) {
    SoftmaxLogitsTwin.run(
        shape, of(rows.order()), rows.first(), rows.count(), of(x), of(params), of(logits));
  }

  @Override
  public void sigmoid(int rows, Floats logits, Floats probabilities) {
    SigmoidTwin.run(rows, of(logits), of(probabilities));
  }

  @Override
  public void softmax(Shape shape, int rows, Floats values) {
    SoftmaxTwin.run(shape, rows, of(values));
  }

  @Override
  public void sigmoidResidual(
      Rows rows, Floats targets, Floats weights, Floats values, Floats losses, Ints correct) {
    SigmoidResidualTwin.run(
        of(rows.order()),
        rows.first(),
        rows.count(),
        of(targets),
        of(weights),
        of(values),
        of(losses),
        of(correct));
  }

  @Override
  public void softmaxResidual(
      Shape shape,
      Rows rows,
      Ints targets,
      Floats weights,
      Floats values,
      Floats losses,
      Ints correct) {
    SoftmaxResidualTwin.run(
        shape,
        of(rows.order()),
        rows.first(),
        rows.count(),
        of(targets),
        of(weights),
        of(values),
        of(losses),
        of(correct));
  }

  @Override
  public void softmaxSoftResidual(
      Shape shape,
      Rows rows,
      Floats targets,
      Floats weights,
      Floats values,
      Floats losses,
      Ints correct) {
    SoftmaxSoftResidualTwin.run(
        shape,
        of(rows.order()),
        rows.first(),
        rows.count(),
        of(targets),
        of(weights),
        of(values),
        of(losses),
        of(correct));
  }

  @Override
  public void softmaxSmoothResidual(
      Shape shape,
      Rows rows,
      float smoothing,
      Ints targets,
      Floats weights,
      Floats values,
      Floats losses,
      Ints correct) {
    SoftmaxSmoothResidualTwin.run(
        shape,
        smoothing,
        of(rows.order()),
        rows.first(),
        rows.count(),
        of(targets),
        of(weights),
        of(values),
        of(losses),
        of(correct));
  }

  @Override
  public void multilabelResidual(
      Shape shape,
      Rows rows,
      Floats targets,
      Floats positiveWeights,
      Floats weights,
      Floats values,
      Floats losses,
      Ints correct) {
    MultilabelResidualTwin.run(
        shape,
        of(rows.order()),
        rows.first(),
        rows.count(),
        of(targets),
        of(positiveWeights),
        of(weights),
        of(values),
        of(losses),
        of(correct));
  }

  @Override
  public void sigmoidGradient(Shape shape, Rows rows, Floats x, Floats residuals, Floats partials) {
    SigmoidGradientTwin.run(
        shape, of(rows.order()), rows.first(), rows.count(), of(x), of(residuals), of(partials));
  }

  @Override
  public void softmaxGradient(Shape shape, Rows rows, Floats x, Floats residuals, Floats partials) {
    SoftmaxGradientTwin.run(
        shape, of(rows.order()), rows.first(), rows.count(), of(x), of(residuals), of(partials));
  }

  @Override
  public void curvatureRows(
      Shape shape,
      boolean independent,
      Rows rows,
      int c,
      Floats x,
      Floats weights,
      Floats probabilities,
      Floats curvature) {
    CurvatureRowsTwin.run(
        shape,
        independent,
        of(rows.order()),
        rows.first(),
        rows.count(),
        c,
        of(x),
        of(weights),
        of(probabilities),
        of(curvature));
  }

  @Override
  public void sigmoidPass(
      Shape shape,
      Rows rows,
      Floats x,
      Floats params,
      Floats targets,
      Floats weights,
      Chunks chunks,
      Floats partials) {
    SigmoidPassTwin.run(
        scores,
        shape,
        of(rows.order()),
        rows.first(),
        rows.count(),
        of(x),
        of(params),
        of(targets),
        of(weights),
        chunks.at(),
        of(chunks.sums()),
        of(chunks.counts()),
        of(partials));
  }

  @Override
  public boolean fusesSoftmax(Shape shape) {
    return shape.logits() <= SoftmaxPass.MOST_CLASSES;
  }

  @Override
  public void softmaxPass(
      Shape shape,
      Rows rows,
      Floats x,
      Floats params,
      Ints targets,
      Floats weights,
      Chunks chunks,
      Floats partials) {
    SoftmaxPassTwin.run(
        scores,
        shape,
        of(rows.order()),
        rows.first(),
        rows.count(),
        of(x),
        of(params),
        of(targets),
        of(weights),
        chunks.at(),
        of(chunks.sums()),
        of(chunks.counts()),
        of(partials));
  }

  @Override
  public long softmaxWorkspace(Shape shape, int rows) {
    return (long) rows * shape.stride();
  }

  @Override
  public void softmaxForward(
      Shape shape,
      Rows rows,
      Floats x,
      Floats params,
      Ints targets,
      Floats weights,
      Floats work,
      Floats losses,
      Ints correct) {
    softmaxLogits(shape, rows, x, params, work);
    softmaxResidual(shape, rows, targets, weights, work, losses, correct);
  }

  @Override
  public void softmaxBackward(Shape shape, Rows rows, Floats x, Floats work, Floats partials) {
    softmaxGradient(shape, rows, x, work, partials);
  }

  /** No: nothing is gained by it. */
  @Override
  public boolean stepsSoftmax(Shape shape, int batchRows) {
    return false;
  }

  @Override
  public void softmaxStep(
      Shape shape,
      Rows rows,
      boolean goesOn,
      SgdUpdate.Step step,
      Floats x,
      Ints targets,
      Floats weights,
      Floats work,
      Floats losses,
      Ints correct,
      Floats params,
      Floats velocity) {
    throw new UnsupportedOperationException("softmaxStep");
  }

  @Override
  public boolean epochsPay(Shape shape, int batchRows) {
    return fusesSoftmax(shape) && shape.chunks(batchRows) == 1;
  }

  @Override
  public void sigmoidEpoch(
      Shape shape,
      Stretch stretch,
      Ordering ordering,
      Floats x,
      Floats targets,
      Floats weights,
      Floats inverseWeights,
      Floats losses,
      Floats correct,
      Floats gradient,
      Floats params,
      Floats velocity,
      Floats history) {
    EpochTwin.run(
        shape,
        stretch,
        of(ordering.keys()),
        of(ordering.order()),
        SigmoidEpochTwin.pass(
            scores, shape, stretch, of(x), of(params), of(targets), of(weights), of(gradient)),
        of(inverseWeights),
        of(losses),
        of(correct),
        of(gradient),
        of(params),
        of(velocity),
        of(history));
  }

  @Override
  public void softmaxEpoch(
      Shape shape,
      Stretch stretch,
      Ordering ordering,
      Floats x,
      Ints targets,
      Floats weights,
      Floats inverseWeights,
      Floats losses,
      Floats correct,
      Floats gradient,
      Floats params,
      Floats velocity,
      Floats history) {
    EpochTwin.run(
        shape,
        stretch,
        of(ordering.keys()),
        of(ordering.order()),
        SoftmaxEpochTwin.pass(
            scores, shape, of(x), of(params), of(targets), of(weights), of(gradient)),
        of(inverseWeights),
        of(losses),
        of(correct),
        of(gradient),
        of(params),
        of(velocity),
        of(history));
  }

  @Override
  public void batchOrder(int rows, int firstKey, Ints keys, Ints order) {
    Permutation.fill(of(keys), firstKey, of(order));
  }

  @Override
  public void combineChunks(
      int parameters, int chunks, boolean start, Floats partials, Floats high, Floats low) {
    CombineChunksTwin.run(parameters, chunks, start, of(partials), of(high), of(low));
  }

  @Override
  public void rowSums(
      RowSums.Plan plan,
      Ints order,
      Floats weights,
      Floats losses,
      Ints correct,
      Floats sums,
      Ints counts) {
    RowSumsTwin.run(plan, of(order), of(weights), of(losses), of(correct), of(sums), of(counts));
  }

  @Override
  public void sgdUpdate(
      Shape shape, SgdUpdate.Step step, Floats high, Floats low, Floats params, Floats velocity) {
    SgdUpdateTwin.run(shape, step, of(high), of(low), of(params), of(velocity));
  }

  @Override
  public void gradientNorm(
      Shape shape, float inverseWeight, float most, Floats high, Floats low, Floats factor) {
    GradientNormTwin.run(shape, inverseWeight, most, of(high), of(low), of(factor));
  }

  @Override
  public void gradientScale(Shape shape, Floats factor, Floats high, Floats low) {
    GradientScaleTwin.run(shape, of(factor), of(high), of(low));
  }

  @Override
  public void nesterovUpdate(
      Shape shape, SgdUpdate.Step step, Floats high, Floats low, Floats params, Floats velocity) {
    NesterovUpdateTwin.run(shape, step, of(high), of(low), of(params), of(velocity));
  }

  @Override
  public void adamUpdate(
      Shape shape,
      AdamUpdate.Step step,
      Floats high,
      Floats low,
      Floats params,
      Floats first,
      Floats second) {
    AdamUpdateTwin.run(shape, step, of(high), of(low), of(params), of(first), of(second));
  }

  @Override
  public void adagradUpdate(
      Shape shape, AdagradUpdate.Step step, Floats high, Floats low, Floats params, Floats second) {
    AdagradUpdateTwin.run(shape, step, of(high), of(low), of(params), of(second));
  }

  @Override
  public void probabilityLoss(
      int rows,
      Floats probabilities,
      Floats targets,
      Floats weights,
      Floats losses,
      Floats gradients) {
    ProbabilityLossTwin.run(
        rows, of(probabilities), of(targets), of(weights), of(losses), of(gradients));
  }

  @Override
  public void elementary(
      Elementary.Function function, int count, Floats a, Floats b, Floats c, Floats out) {
    ElementaryTwin.run(function, count, of(a), of(b), of(c), of(out));
  }

  @Override
  public void read(Readback readback) {
    readback.floats.forEach(part -> part.source().read(0, part.target(), 0, part.target().length));
    readback.ints.forEach(part -> part.source().read(0, part.target(), 0, part.target().length));
  }

  @Override
  public void finish() {}

  @Override
  public void close() {}

  private static float[] of(Floats values) {
    return HeapFloats.of(values);
  }

  private static int[] of(Ints values) {
    return values == null ? null : HeapInts.of(values);
  }

  private static int checked(String name, long length) {
    if (length < 0 || length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          name + " needs " + length + " elements, more than a Java array holds.");
    }
    return (int) length;
  }
}
