package org.logcl.kernel;

import java.util.List;

/**
 * The kernels on one device: OpenCL ({@link OpenClBackend}) or plain Java ({@link TwinBackend}),
 * with the same bits. Each method is the kernel of its name; formulas, shapes and orders stand on
 * top of {@code kernels/NAME.cl}. Calls may return before the work is done; {@code read} and {@link
 * #finish} wait. One thread at a time.
 *
 * <p>Inner code: arguments are taken as right; the public edge has checked them.
 */
public interface Backend extends AutoCloseable {
  /** Mebibytes of {@link #slabBytes} at most. */
  int MOST_SLAB_MEBIBYTES = 28;

  /** Name of the device, as the user knows it. */
  String device();

  /** Version of the driver, or of Java for the twin. */
  String driver();

  /** {@code opencl} or {@code reference}. */
  String kind();

  /**
   * What the probe finds that this device computes otherwise than the twin, one line for each
   * operation; empty where it computes exactly.
   */
  List<String> probeFailures();

  /** A new array of zeros. The name is for messages about memory. */
  Floats floats(String name, long length);

  /** A new array of zeros. The name is for messages about memory. */
  Ints ints(String name, long length);

  /**
   * Features, row-major, with the given content. Kernels that take rows in whole vectors read a
   * little beyond the last one, so that there is room behind it. The twin does not copy.
   */
  Floats features(String name, float[] content);

  /**
   * Brings features to the device's memory ahead: until the result is closed, {@link #features} of
   * this very array has them there. The caller leaves the array as it is. The twin has nothing to
   * bring.
   *
   * @throws IllegalStateException if they are kept already
   */
  Kept keep(String name, float[] content);

  /**
   * An array with the given content. The twin does not copy: the caller leaves the array as it is.
   */
  Floats floats(String name, float[] content);

  /**
   * An array with the given content. The twin does not copy: the caller leaves the array as it is.
   */
  Ints ints(String name, int[] content);

  /** Logits of the sigmoid head. */
  void sigmoidLogits(Shape shape, Rows rows, Floats x, Floats params, Floats logits);

  /** Logits of the softmax head. */
  void softmaxLogits(Shape shape, Rows rows, Floats x, Floats params, Floats logits);

  /** Probabilities of both classes, [rows][2]. */
  void sigmoid(int rows, Floats logits, Floats probabilities);

  /** Probabilities of the classes, in place. */
  void softmax(Shape shape, int rows, Floats values);

  /** Row losses and weighted residuals of the sigmoid head; targets in [0, 1]. */
  void sigmoidResidual(
      Rows rows, Floats targets, Floats weights, Floats values, Floats losses, Ints correct);

  /** Row losses and weighted residuals of the softmax head; targets are class indices. */
  void softmaxResidual(
      Shape shape,
      Rows rows,
      Ints targets,
      Floats weights,
      Floats values,
      Floats losses,
      Ints correct);

  /**
   * Row losses and weighted residuals of the softmax head; targets are distributions over classes.
   */
  void softmaxSoftResidual(
      Shape shape,
      Rows rows,
      Floats targets,
      Floats weights,
      Floats values,
      Floats losses,
      Ints correct);

  /**
   * Row losses and weighted residuals of the softmax head; targets are class indices, smoothed.
   *
   * @param smoothing share of each target that goes to all classes alike, from 0 to under 1
   */
  void softmaxSmoothResidual(
      Shape shape,
      Rows rows,
      float smoothing,
      Ints targets,
      Floats weights,
      Floats values,
      Floats losses,
      Ints correct);

  /**
   * Row losses and weighted residuals of independent labels, a sigmoid each; targets are {@code
   * [rows of the data][logits]} in [0, 1], and a row's loss is the sum of its labels'.
   *
   * @param positiveWeights {@code [logits]}, what the positive side of each label's loss counts
   */
  void multilabelResidual(
      Shape shape,
      Rows rows,
      Floats targets,
      Floats positiveWeights,
      Floats weights,
      Floats values,
      Floats losses,
      Ints correct);

  /** Partial gradients of the sigmoid head, one for each chunk. */
  void sigmoidGradient(Shape shape, Rows rows, Floats x, Floats residuals, Floats partials);

  /** Partial gradients of the softmax head, one for each chunk. */
  void softmaxGradient(Shape shape, Rows rows, Floats x, Floats residuals, Floats partials);

  /**
   * Rows of X times the curvature of their losses between class {@code c} and those from it on, in
   * the shape of {@link CurvatureRows#block}; with the sigmoid head c is 0.
   *
   * @param independent whether each logit has a sigmoid of its own: only the curvature of c with
   *     itself, from the {@code [rows * stride][2]} that {@link #sigmoid} gives of all logits
   */
  void curvatureRows(
      Shape shape,
      boolean independent,
      Rows rows,
      int c,
      Floats x,
      Floats weights,
      Floats probabilities,
      Floats curvature);

  /**
   * Weighted losses, correct rows and partial gradients of the sigmoid head in one read of x, which
   * {@link #features} made.
   */
  void sigmoidPass(
      Shape shape,
      Rows rows,
      Floats x,
      Floats params,
      Floats targets,
      Floats weights,
      Chunks chunks,
      Floats partials);

  /** Whether {@link #softmaxPass} is there, and pays, for so many classes. */
  boolean fusesSoftmax(Shape shape);

  /**
   * Weighted losses, correct rows and partial gradients of the softmax head in one read of x, which
   * {@link #features} made.
   */
  void softmaxPass(
      Shape shape,
      Rows rows,
      Floats x,
      Floats params,
      Ints targets,
      Floats weights,
      Chunks chunks,
      Floats partials);

  /**
   * Bytes that the workspace of {@link #softmaxForward} may take, and as much for the partial
   * gradients of its chunks: so many rows are in flight at a time.
   */
  default long slabBytes() {
    return (long) MOST_SLAB_MEBIBYTES << 20;
  }

  /** Values that the workspace of {@link #softmaxForward} needs for so many rows. */
  long softmaxWorkspace(Shape shape, int rows);

  /**
   * Row losses, correct rows and weighted residuals of the softmax head; the residuals stay in the
   * workspace, in a layout of the backend's own, for {@link #softmaxBackward}.
   */
  void softmaxForward(
      Shape shape,
      Rows rows,
      Floats x,
      Floats params,
      Ints targets,
      Floats weights,
      Floats work,
      Floats losses,
      Ints correct);

  /** Partial gradients of the softmax head from what {@link #softmaxForward} left. */
  void softmaxBackward(Shape shape, Rows rows, Floats x, Floats work, Floats partials);

  /** Whether {@link #softmaxStep} is there for batches of so many rows. */
  boolean stepsSoftmax(Shape shape, int batchRows);

  /**
   * One step of mini-batch descent of the softmax head in two launches: {@link #softmaxForward},
   * then {@link #softmaxBackward} and {@link #sgdUpdate} together. The batch has a weight.
   *
   * @param goesOn whether the last use of the workspace was a step with these parameters
   */
  void softmaxStep(
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
      Floats velocity);

  /** Whether many steps in one launch are there and pay for batches of so many rows. */
  boolean epochsPay(Shape shape, int batchRows);

  /** Many steps of mini-batch descent of the sigmoid head in one launch, over epochs too. */
  void sigmoidEpoch(
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
      Floats history);

  /** Many steps of mini-batch descent of the softmax head in one launch, over epochs too. */
  void softmaxEpoch(
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
      Floats history);

  /** Fills the order of an epoch from the six keys that begin at one. */
  void batchOrder(int rows, int firstKey, Ints keys, Ints order);

  /**
   * Adds partial gradients in chunk order to a running total of two floats; {@code start} begins a
   * new total.
   */
  void combineChunks(
      int parameters, int chunks, boolean start, Floats partials, Floats high, Floats low);

  /**
   * Weighted loss and correct rows for each chunk of each batch; batches times chunks-of-a-batch
   * results.
   */
  void rowSums(
      RowSums.Plan plan,
      Ints order,
      Floats weights,
      Floats losses,
      Ints correct,
      Floats sums,
      Ints counts);

  /** One step of stochastic gradient descent with momentum and L2. */
  void sgdUpdate(
      Shape shape, SgdUpdate.Step step, Floats high, Floats low, Floats params, Floats velocity);

  /** The factor that brings a summed gradient's mean down to a norm, 1 where it is under that. */
  void gradientNorm(
      Shape shape, float inverseWeight, float most, Floats high, Floats low, Floats factor);

  /** A summed gradient by a factor, in place. */
  void gradientScale(Shape shape, Floats factor, Floats high, Floats low);

  /** One step of stochastic gradient descent with Nesterov's momentum and L2. */
  void nesterovUpdate(
      Shape shape, SgdUpdate.Step step, Floats high, Floats low, Floats params, Floats velocity);

  /** One step of Adam or AdamW. */
  void adamUpdate(
      Shape shape,
      AdamUpdate.Step step,
      Floats high,
      Floats low,
      Floats params,
      Floats first,
      Floats second);

  /** One step of AdaGrad. */
  void adagradUpdate(
      Shape shape, AdagradUpdate.Step step, Floats high, Floats low, Floats params, Floats second);

  /** Binary log loss from probabilities: row losses and weighted gradients. */
  void probabilityLoss(
      int rows,
      Floats probabilities,
      Floats targets,
      Floats weights,
      Floats losses,
      Floats gradients);

  /** One canonical operation on whole arrays. */
  void elementary(
      Elementary.Function function, int count, Floats a, Floats b, Floats c, Floats out);

  /** Fills the arrays of a readback; waits once for all of them. */
  void read(Readback readback);

  /** Waits until all work so far is done. */
  void finish();

  /** Gives memory and programs back. Idempotent. */
  @Override
  void close();
}
