package org.logcl.kernel;

import java.util.List;
import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.DeviceInfo;
import org.logcl.opencl.JointRead;
import org.logcl.opencl.OpenClDevice;
import org.logcl.opencl.Program;
import org.logcl.opencl.Session;

/** The kernels on an OpenCL device. */
public final class OpenClBackend implements Backend {

  private final Tuning tuning;
  private final Session session;
  // Whether there are the kernels that do a whole softmax pass or many steps in a launch.
  private final boolean fuses;
  private final DeviceBuffer nothing;
  private final DeviceFeatures features;
  private final SigmoidLogits sigmoidLogits;
  private final SoftmaxLogits softmaxLogits;
  private final Sigmoid sigmoid;
  private final Softmax softmax;
  private final SigmoidResidual sigmoidResidual;
  private final SoftmaxResidual softmaxResidual;
  private final SoftmaxSoftResidual softmaxSoftResidual;
  private final SoftmaxSmoothResidual softmaxSmoothResidual;
  private final MultilabelResidual multilabelResidual;
  private final SigmoidGradient sigmoidGradient;
  private final SoftmaxGradient softmaxGradient;
  private final CurvatureRows curvatureRows;
  private final SigmoidPass sigmoidPass;
  private final SoftmaxPass softmaxPass;
  private final SoftmaxForward softmaxForward;
  private final SoftmaxBackward softmaxBackward;
  private final SoftmaxStep softmaxStep;
  private final SoftmaxTiles softmaxTiles;
  private final SigmoidEpoch sigmoidEpoch;
  private final SoftmaxEpoch softmaxEpoch;
  private final BatchOrder batchOrder;
  private final CombineChunks combineChunks;
  private final RowSums rowSums;
  private final GradientNorm gradientNorm;
  private final GradientScale gradientScale;
  private final SgdUpdate sgdUpdate;
  private final SgdUpdate nesterovUpdate;
  private final AdamUpdate adamUpdate;
  private final AdagradUpdate adagradUpdate;
  private final ProbabilityLoss probabilityLoss;
  private final Elementary elementary;
  // Null until somebody asks.
  private List<String> probeFailures;

  /** Opens the device, tuned as {@code logcl tune} found it best, and compiles the kernels. */
  public OpenClBackend(OpenClDevice device) {
    this(device, "", TunedDevices.tuning(device.info()));
  }

  /**
   * Opens the device and compiles the kernels with further compiler options and another tuning.
   *
   * @throws org.logcl.error.DeviceException where the device or its compiler fails
   */
  public OpenClBackend(OpenClDevice device, String compilerOptions, Tuning tuning) {
    this.tuning = tuning;
    session = new Session(device);
    fuses = isCpu() || !device.info().isForChecking();
    try {
      Program program =
          session.program(
              KernelSources.of(tuning.flavour(), fuses),
              ("-cl-std=CL1.2 -DLOGCL_GROUP=" + tuning.group() + " " + compilerOptions).strip());
      sigmoidLogits = new SigmoidLogits(program, tuning.group());
      softmaxLogits = new SoftmaxLogits(program, tuning.group());
      sigmoid = new Sigmoid(program, tuning.group());
      softmax = new Softmax(program, tuning.group());
      sigmoidResidual = new SigmoidResidual(program, tuning.group());
      softmaxResidual = new SoftmaxResidual(program, tuning.group());
      softmaxSoftResidual = new SoftmaxSoftResidual(program, tuning.group());
      softmaxSmoothResidual = new SoftmaxSmoothResidual(program, tuning.group());
      multilabelResidual = new MultilabelResidual(program, tuning.group());
      sigmoidGradient = new SigmoidGradient(program, tuning.group());
      softmaxGradient = new SoftmaxGradient(program, tuning.group());
      curvatureRows = new CurvatureRows(program, tuning.group());
      sigmoidPass = new SigmoidPass(program, tuning, !fuses);
      boolean cpu = isCpu();
      softmaxPass = fuses ? new SoftmaxPass(program, tuning.flavour()) : null;
      softmaxForward = cpu ? new SoftmaxForward(program, tuning) : null;
      softmaxBackward = cpu ? new SoftmaxBackward(program) : null;
      softmaxStep = cpu ? new SoftmaxStep(program) : null;
      softmaxTiles = fuses && !cpu ? new SoftmaxTiles(program) : null;
      sigmoidEpoch = fuses ? new SigmoidEpoch(program, tuning.flavour()) : null;
      softmaxEpoch = fuses ? new SoftmaxEpoch(program, tuning.flavour()) : null;
      batchOrder = new BatchOrder(program, tuning.group());
      combineChunks = new CombineChunks(program, tuning);
      rowSums = new RowSums(program, tuning.group());
      gradientNorm = new GradientNorm(program);
      gradientScale = new GradientScale(program, tuning.group());
      sgdUpdate = new SgdUpdate(program, tuning.group(), false);
      nesterovUpdate = new SgdUpdate(program, tuning.group(), true);
      adamUpdate = new AdamUpdate(program, tuning.group());
      adagradUpdate = new AdagradUpdate(program, tuning.group());
      probabilityLoss = new ProbabilityLoss(program, tuning.group());
      elementary = new Elementary(program, tuning.group());
      nothing = session.buffer("nothing", new int[1], 1);
      features = new DeviceFeatures(session);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** The same device, opened once more with another tuning. */
  public OpenClBackend openedAgain(Tuning other) {
    return new OpenClBackend(session.device(), "", other);
  }

  /** The tuning that LogCL ships for this device, whatever this one was opened with. */
  public Tuning shippedTuning() {
    return Tuning.of(session.info());
  }

  /** Whether the device can have groups of so many work-items. */
  public boolean allowsGroup(int group) {
    return group <= session.info().largestGroup();
  }

  /** What the device says of itself. */
  public DeviceInfo info() {
    return session.info();
  }

  /** Bytes of the arrays that are open on the device. */
  public long deviceBytes() {
    return session.deviceBytes();
  }

  /** The most that {@link #deviceBytes} has been so far. */
  public long peakDeviceBytes() {
    return session.peakDeviceBytes();
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
    return new DeviceFloats(session.buffer(name, new float[0], length));
  }

  @Override
  public Ints ints(String name, long length) {
    return new DeviceInts(session.buffer(name, new int[0], length));
  }

  @Override
  public Floats features(String name, float[] content) {
    return features.of(name, content);
  }

  @Override
  public Kept keep(String name, float[] content) {
    return features.keep(name, content);
  }

  @Override
  public Floats floats(String name, float[] content) {
    return new DeviceFloats(session.buffer(name, content, content.length));
  }

  @Override
  public Ints ints(String name, int[] content) {
    return new DeviceInts(session.buffer(name, content, content.length));
  }

  @Override
  public void sigmoidLogits(Shape shape, Rows rows, Floats x, Floats params, Floats logits) {
    sigmoidLogits.run(shape, rows, orNone(rows.order()), of(x), of(params), of(logits));
  }

  @Override
  public void softmaxLogits(Shape shape, Rows rows, Floats x, Floats params, Floats logits) {
    softmaxLogits.run(shape, rows, orNone(rows.order()), of(x), of(params), of(logits));
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
        rows, orNone(rows.order()), of(targets), of(weights), of(values), of(losses), of(correct));
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
        orNone(rows.order()),
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
        orNone(rows.order()),
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
    softmaxSmoothResidual.run(
        shape,
        rows,
        smoothing,
        orNone(rows.order()),
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
    multilabelResidual.run(
        shape,
        rows,
        orNone(rows.order()),
        of(targets),
        of(positiveWeights),
        of(weights),
        of(values),
        of(losses),
        of(correct));
  }

  @Override
  public void sigmoidGradient(Shape shape, Rows rows, Floats x, Floats residuals, Floats partials) {
    sigmoidGradient.run(shape, rows, orNone(rows.order()), of(x), of(residuals), of(partials));
  }

  @Override
  public void softmaxGradient(Shape shape, Rows rows, Floats x, Floats residuals, Floats partials) {
    softmaxGradient.run(shape, rows, orNone(rows.order()), of(x), of(residuals), of(partials));
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
    curvatureRows.run(
        shape,
        independent,
        rows,
        c,
        orNone(rows.order()),
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
    sigmoidPass.run(
        shape,
        rows,
        orNone(rows.order()),
        of(x),
        of(params),
        of(targets),
        of(weights),
        chunks,
        of(partials));
  }

  @Override
  public boolean fusesSoftmax(Shape shape) {
    return fuses && shape.logits() <= tuning.fusedClasses();
  }

  @Override
  public long slabBytes() {
    return (long) tuning.slabMebibytes() << 20;
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
    softmaxPass.run(
        shape,
        rows,
        orNone(rows.order()),
        of(x),
        of(params),
        of(targets),
        of(weights),
        chunks,
        of(partials));
  }

  @Override
  public long softmaxWorkspace(Shape shape, int rows) {
    return isCpu() ? SoftmaxForward.workspace(shape, rows) : (long) rows * shape.stride();
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
    if (!fuses) {
      softmaxLogits(shape, rows, x, params, work);
      softmaxResidual(shape, rows, targets, weights, work, losses, correct);
      return;
    }
    if (!isCpu()) {
      softmaxTiles.forward(
          shape,
          rows,
          orNone(rows.order()),
          of(x),
          of(params),
          of(targets),
          of(weights),
          of(work),
          of(losses),
          of(correct));
      return;
    }
    softmaxForward.run(
        shape,
        rows,
        false,
        orNone(rows.order()),
        of(x),
        of(params),
        of(targets),
        of(weights),
        of(work),
        of(losses),
        of(correct));
  }

  @Override
  public void softmaxBackward(Shape shape, Rows rows, Floats x, Floats work, Floats partials) {
    if (!fuses) {
      softmaxGradient(shape, rows, x, work, partials);
      return;
    }
    if (!isCpu()) {
      softmaxTiles.backward(shape, rows, orNone(rows.order()), of(x), of(work), of(partials));
      return;
    }
    softmaxBackward.run(shape, rows, orNone(rows.order()), of(x), of(work), of(partials));
  }

  @Override
  public boolean stepsSoftmax(Shape shape, int batchRows) {
    return isCpu() && shape.chunks(batchRows) == 1;
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
    softmaxForward.run(
        shape,
        rows,
        goesOn,
        orNone(rows.order()),
        of(x),
        of(params),
        of(targets),
        of(weights),
        of(work),
        of(losses),
        of(correct));
    softmaxStep.run(
        shape, rows, step, orNone(rows.order()), of(x), of(work), of(params), of(velocity));
  }

  @Override
  public boolean epochsPay(Shape shape, int batchRows) {
    boolean fits = isCpu() || !shape.isSigmoid() || shape.features() <= SigmoidEpoch.MOST_ON_GPU;
    return fuses
        && fits
        && shape.logits() <= SoftmaxPass.MOST_CLASSES
        && shape.chunks(batchRows) == 1;
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
    sigmoidEpoch.run(
        shape,
        stretch,
        ordering.number(),
        orNone(ordering.keys()),
        orNone(ordering.order()),
        of(x),
        of(targets),
        of(weights),
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
    softmaxEpoch.run(
        shape,
        stretch,
        ordering.number(),
        orNone(ordering.keys()),
        orNone(ordering.order()),
        of(x),
        of(targets),
        of(weights),
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
    batchOrder.run(rows, firstKey, of(keys), of(order));
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
        orNone(order),
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
  public void gradientNorm(
      Shape shape, float inverseWeight, float most, Floats high, Floats low, Floats factor) {
    gradientNorm.run(shape, inverseWeight, most, of(high), of(low), of(factor));
  }

  @Override
  public void gradientScale(Shape shape, Floats factor, Floats high, Floats low) {
    gradientScale.run(shape, of(factor), of(high), of(low));
  }

  @Override
  public void nesterovUpdate(
      Shape shape, SgdUpdate.Step step, Floats high, Floats low, Floats params, Floats velocity) {
    nesterovUpdate.run(shape, step, of(high), of(low), of(params), of(velocity));
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
    adamUpdate.run(shape, step, of(high), of(low), of(params), of(first), of(second));
  }

  @Override
  public void adagradUpdate(
      Shape shape, AdagradUpdate.Step step, Floats high, Floats low, Floats params, Floats second) {
    adagradUpdate.run(shape, step, of(high), of(low), of(params), of(second));
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
  public void read(Readback readback) {
    JointRead read = session.jointRead();
    readback.floats.forEach(part -> read.add(of(part.source()), part.target()));
    readback.ints.forEach(part -> read.add(of(part.source()), part.target()));
    read.run();
  }

  @Override
  public void finish() {
    session.finish();
  }

  @Override
  public void close() {
    features.close();
    nothing.close();
    session.close();
  }

  private boolean isCpu() {
    return tuning.flavour() == Tuning.Flavour.CPU;
  }

  private DeviceBuffer orNone(Ints values) {
    return values == null ? nothing : DeviceInts.of(values);
  }

  private static DeviceBuffer of(Floats values) {
    return DeviceFloats.of(values);
  }

  private static DeviceBuffer of(Ints values) {
    return DeviceInts.of(values);
  }
}
