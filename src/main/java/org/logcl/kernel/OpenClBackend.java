package org.logcl.kernel;

import java.util.Arrays;
import java.util.List;
import org.logcl.numerics.Orders;
import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.DeviceInfo;
import org.logcl.opencl.OpenClDevice;
import org.logcl.opencl.Program;
import org.logcl.opencl.Session;

/** The kernels on an OpenCL device. */
public final class OpenClBackend implements Backend {
  // Multiply-adds of a step up to which one work-item does it sooner than the launches of several
  // would be through.
  private static final long LARGEST_STEP = 1 << 17;

  // Values that are written from the host in one piece, whatever that costs: Oclgrind takes memory
  // that is filled, or written in
  // pieces, for uninitialised.
  private static final int SMALL = 1 << 16;

  private final Tuning tuning;
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
  private final SigmoidPass sigmoidPass;
  private final SigmoidEpoch sigmoidEpoch;
  private final CombineChunks combineChunks;
  private final RowSums rowSums;
  private final SgdUpdate sgdUpdate;
  private final ProbabilityLoss probabilityLoss;
  private final Elementary elementary;
  // Null until somebody asks.
  private List<String> probeFailures;

  /** Opens the device and compiles the kernels. */
  public OpenClBackend(OpenClDevice device) {
    this(device, "", Tuning.of(device.info()));
  }

  /**
   * Opens the device and compiles the kernels with further compiler options and another tuning.
   *
   * @throws org.logcl.error.DeviceException where the device or its compiler fails
   */
  public OpenClBackend(OpenClDevice device, String compilerOptions, Tuning tuning) {
    this.tuning = tuning;
    session = new Session(device);
    try {
      Program program =
          session.program(
              KernelSources.of(tuning.flavour()),
              ("-cl-std=CL1.2 -DLOGCL_GROUP=" + tuning.group() + " " + compilerOptions).strip());
      sigmoidLogits = new SigmoidLogits(program, tuning.group());
      softmaxLogits = new SoftmaxLogits(program, tuning.group());
      sigmoid = new Sigmoid(program, tuning.group());
      softmax = new Softmax(program, tuning.group());
      sigmoidResidual = new SigmoidResidual(program, tuning.group());
      softmaxResidual = new SoftmaxResidual(program, tuning.group());
      softmaxSoftResidual = new SoftmaxSoftResidual(program, tuning.group());
      sigmoidGradient = new SigmoidGradient(program, tuning.group());
      softmaxGradient = new SoftmaxGradient(program, tuning.group());
      sigmoidPass = new SigmoidPass(program, tuning.flavour());
      sigmoidEpoch = tuning.flavour() == Tuning.Flavour.CPU ? new SigmoidEpoch(program) : null;
      combineChunks = new CombineChunks(program, tuning.group());
      rowSums = new RowSums(program, tuning.group());
      sgdUpdate = new SgdUpdate(program, tuning.group());
      probabilityLoss = new ProbabilityLoss(program, tuning.group());
      elementary = new Elementary(program, tuning.group());
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

  /** The session, for what is not a step of training: {@link Limits}. */
  Session session() {
    return session;
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
  public List<String> probeFailures() {
    if (probeFailures == null) {
      probeFailures = Probe.run(this).failures();
    }
    return probeFailures;
  }

  @Override
  public Floats floats(String name, long length) {
    DeviceFloats values = new DeviceFloats(session.buffer(name, length * Float.BYTES));
    if (length <= SMALL) {
      values.write(0, new float[(int) length], 0, (int) length);
    } else {
      values.zero();
    }
    return values;
  }

  @Override
  public Ints ints(String name, long length) {
    DeviceInts values = new DeviceInts(session.buffer(name, length * Integer.BYTES));
    if (length <= SMALL) {
      values.write(0, new int[(int) length], 0, (int) length);
    } else {
      values.zero();
    }
    return values;
  }

  @Override
  public Floats features(String name, float[] content) {
    DeviceFloats values =
        new DeviceFloats(session.buffer(name, (long) content.length * 4 + Orders.LANES * 4L));
    if (content.length <= SMALL) {
      values.write(
          0,
          Arrays.copyOf(content, content.length + Orders.LANES),
          0,
          content.length + Orders.LANES);
    } else {
      values.write(0, content, 0, content.length);
      values.buffer.zero(content.length);
    }
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
  public void sigmoidPass(
      Shape shape,
      Rows rows,
      Floats x,
      Floats params,
      Floats targets,
      Floats weights,
      Floats losses,
      Ints correct,
      Floats partials) {
    sigmoidPass.run(
        shape,
        rows,
        order(rows.order()),
        of(x),
        of(params),
        of(targets),
        of(weights),
        of(losses),
        of(correct),
        of(partials));
  }

  @Override
  public boolean epochsPay(Shape shape, int batchRows) {
    return tuning.flavour() == Tuning.Flavour.CPU
        && (long) batchRows * shape.parameters() <= LARGEST_STEP;
  }

  @Override
  public void sigmoidEpoch(
      Shape shape,
      Stretch stretch,
      Ints order,
      Floats x,
      Floats targets,
      Floats weights,
      Floats inverseWeights,
      Floats losses,
      Ints correct,
      Floats gradient,
      Floats params,
      Floats velocity) {
    sigmoidEpoch.run(
        shape,
        stretch,
        order == null ? 0 : 1,
        order(order),
        of(x),
        of(targets),
        of(weights),
        of(inverseWeights),
        of(losses),
        of(correct),
        of(gradient),
        of(params),
        of(velocity));
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
