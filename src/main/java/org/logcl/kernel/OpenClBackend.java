package org.logcl.kernel;

import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.DeviceInfo;
import org.logcl.opencl.OpenClDevice;
import org.logcl.opencl.Program;
import org.logcl.opencl.Session;

/** The kernels on an OpenCL device. */
public final class OpenClBackend implements Backend {
  /** Work-items a group, as {@code LOGCL_GROUP} in {@code kernels/shared/orders.cl}. */
  static final int GROUP = 16;

  private final Session session;
  private final DeviceBuffer noOrder;
  private final SigmoidLogits sigmoidLogits;
  private final SoftmaxLogits softmaxLogits;
  private final Sigmoid sigmoid;
  private final Softmax softmax;
  private final SigmoidResidual sigmoidResidual;
  private final SoftmaxResidual softmaxResidual;
  private final SoftmaxSoftResidual softmaxSoftResidual;
  private final SigmoidGradient sigmoidGradient;
  private final SoftmaxGradient softmaxGradient;
  private final CombineChunks combineChunks;
  private final RowSums rowSums;
  private final SgdUpdate sgdUpdate;
  private final ProbabilityLoss probabilityLoss;
  private final Elementary elementary;

  /** Opens the device and compiles the kernels. */
  public OpenClBackend(OpenClDevice device) {
    this(device, "");
  }

  /**
   * Opens the device and compiles the kernels with further compiler options.
   *
   * @throws org.logcl.error.DeviceException where the device or its compiler fails
   */
  public OpenClBackend(OpenClDevice device, String compilerOptions) {
    session = new Session(device);
    try {
      Program program =
          session.program(KernelSources.all(), ("-cl-std=CL1.2 " + compilerOptions).strip());
      sigmoidLogits = new SigmoidLogits(program);
      softmaxLogits = new SoftmaxLogits(program);
      sigmoid = new Sigmoid(program);
      softmax = new Softmax(program);
      sigmoidResidual = new SigmoidResidual(program);
      softmaxResidual = new SoftmaxResidual(program);
      softmaxSoftResidual = new SoftmaxSoftResidual(program);
      sigmoidGradient = new SigmoidGradient(program);
      softmaxGradient = new SoftmaxGradient(program);
      combineChunks = new CombineChunks(program);
      rowSums = new RowSums(program);
      sgdUpdate = new SgdUpdate(program);
      probabilityLoss = new ProbabilityLoss(program);
      elementary = new Elementary(program);
      noOrder = session.buffer("no order", 4);
      noOrder.zero();
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** What the device says of itself. */
  public DeviceInfo info() {
    return session.info();
  }

  @Override
  public String device() {
    return session.info().toString();
  }

  @Override
  public String driver() {
    return session.info().driver();
  }

  @Override
  public String kind() {
    return "opencl";
  }

  @Override
  public Floats floats(String name, long length) {
    DeviceFloats values = new DeviceFloats(session.buffer(name, length * Float.BYTES));
    values.zero();
    return values;
  }

  @Override
  public Ints ints(String name, long length) {
    DeviceInts values = new DeviceInts(session.buffer(name, length * Integer.BYTES));
    values.zero();
    return values;
  }

  @Override
  public Floats floats(String name, float[] content) {
    DeviceFloats values = new DeviceFloats(session.buffer(name, content.length * 4L));
    values.write(0, content, 0, content.length);
    return values;
  }

  @Override
  public Ints ints(String name, int[] content) {
    DeviceInts values = new DeviceInts(session.buffer(name, content.length * 4L));
    values.write(0, content, 0, content.length);
    return values;
  }

  @Override
  public void sigmoidLogits(Shape shape, Rows rows, Floats x, Floats params, Floats logits) {
    sigmoidLogits.run(shape, rows, order(rows.order()), of(x), of(params), of(logits));
  }

  @Override
  public void softmaxLogits(Shape shape, Rows rows, Floats x, Floats params, Floats logits) {
    softmaxLogits.run(shape, rows, order(rows.order()), of(x), of(params), of(logits));
  }

  @Override
  public void sigmoid(int rows, Floats logits, Floats probabilities) {
    sigmoid.run(rows, of(logits), of(probabilities));
  }

  @Override
  public void softmax(Shape shape, int rows, Floats values) {
    softmax.run(shape, rows, of(values));
  }

  @Override
  public void sigmoidResidual(
      Rows rows, Floats targets, Floats weights, Floats values, Floats losses, Ints correct) {
    sigmoidResidual.run(
        rows, order(rows.order()), of(targets), of(weights), of(values), of(losses), of(correct));
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
    softmaxResidual.run(
        shape,
        rows,
        order(rows.order()),
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
    softmaxSoftResidual.run(
        shape,
        rows,
        order(rows.order()),
        of(targets),
        of(weights),
        of(values),
        of(losses),
        of(correct));
  }

  @Override
  public void sigmoidGradient(Shape shape, Rows rows, Floats x, Floats residuals, Floats partials) {
    sigmoidGradient.run(shape, rows, order(rows.order()), of(x), of(residuals), of(partials));
  }

  @Override
  public void softmaxGradient(Shape shape, Rows rows, Floats x, Floats residuals, Floats partials) {
    softmaxGradient.run(shape, rows, order(rows.order()), of(x), of(residuals), of(partials));
  }

  @Override
  public void combineChunks(
      int parameters, int chunks, boolean start, Floats partials, Floats high, Floats low) {
    combineChunks.run(parameters, chunks, start, of(partials), of(high), of(low));
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
    rowSums.run(
        plan,
        order == null ? 0 : 1,
        order(order),
        of(weights),
        of(losses),
        of(correct),
        of(sums),
        of(counts));
  }

  @Override
  public void sgdUpdate(
      Shape shape, SgdUpdate.Step step, Floats high, Floats low, Floats params, Floats velocity) {
    sgdUpdate.run(shape, step, of(high), of(low), of(params), of(velocity));
  }

  @Override
  public void probabilityLoss(
      int rows,
      Floats probabilities,
      Floats targets,
      Floats weights,
      Floats losses,
      Floats gradients) {
    probabilityLoss.run(
        rows, of(probabilities), of(targets), of(weights), of(losses), of(gradients));
  }

  @Override
  public void elementary(
      Elementary.Function function, int count, Floats a, Floats b, Floats c, Floats out) {
    elementary.run(function, count, of(a), of(b), of(c), of(out));
  }

  @Override
  public void finish() {
    session.finish();
  }

  @Override
  public void close() {
    noOrder.close();
    session.close();
  }

  private DeviceBuffer order(Ints order) {
    return order == null ? noOrder : DeviceInts.of(order);
  }

  private static DeviceBuffer of(Floats values) {
    return DeviceFloats.of(values);
  }

  private static DeviceBuffer of(Ints values) {
    return DeviceInts.of(values);
  }
}
