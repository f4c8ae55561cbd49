package org.logcl.verify;

import org.logcl.kernel.RowSums;
import org.logcl.kernel.SgdUpdate;
import org.logcl.kernel.Shape;
import org.logcl.numerics.Canonical;
import org.logcl.numerics.SplitMix;

/**
 * All kernels of one head on one problem, in the order of training. Device and twin get the same
 * inputs at every step, the twin's results of the step before, so that no error is counted twice.
 */
final class ProblemCheck implements Check {
  // Values of the curvature of a problem's rows that are checked, where there are so many.
  private static final long MOST_CURVATURE = 1 << 14;

  private static final float SMOOTHING = 0.1f;

  private final Problem problem;
  private final Shape shape;
  private final Positions rows;
  private final String head;

  ProblemCheck(Problem problem) {
    this.problem = problem;
    shape = problem.shape();
    rows = problem.rows();
    head = shape.isSigmoid() ? "sigmoid " : "softmax ";
  }

  @Override
  public String what() {
    return problem.name();
  }

  @Override
  public void run(Trial trial) {
    float[] logits = Planted.rows(problem, logits(trial));
    curvature(trial, probabilities(trial, logits));
    Guarded.Scores scores = shape.isSigmoid() ? sigmoid(trial, logits) : softmax(trial, logits);
    if (!shape.isSigmoid()) {
      smooth(trial, logits);
    }
    if (!shape.isSigmoid() && problem.soft() != null) {
      soft(trial, logits);
      labels(trial, logits);
    }
    float[] partials = gradient(trial, scores.residuals());
    passes(trial);
    Guarded.Total total = combined(trial, partials);
    rowSums(trial, scores);
    update(trial, total, new SgdUpdate.Step(1f / rows.count(), 0.1f, 0, 0));
    update(trial, total, new SgdUpdate.Step(0.37f, 0.01f, 0.9f, 1e-3f));
    new UpdatesCheck(trial, what(), shape, total, problem.params()).run(1f / rows.count());
  }

  private float[] logits(Trial trial) {
    float[] device = trial.onDevice.logits(shape, rows, problem.x(), problem.params());
    float[] twin = trial.onTwin.logits(shape, rows, problem.x(), problem.params());
    Expectation expected = ExpectedForward.logits(shape, rows, problem.x(), problem.params());
    trial.stage(head + "logits").add(what(), device, twin, expected);
    return twin;
  }

  private float[] probabilities(Trial trial, float[] logits) {
    float[] device = trial.onDevice.probabilities(shape, rows.count(), logits);
    float[] twin = trial.onTwin.probabilities(shape, rows.count(), logits);
    Expectation expected = ExpectedForward.probabilities(shape, rows.count(), logits);
    trial.stage(head + "probabilities").add(what(), device, twin, expected);
    return twin;
  }

  /** Of the first class where that is not too much, else of one that has fewer classes after it. */
  private void curvature(Trial trial, float[] probabilities) {
    long classes = MOST_CURVATURE / ((long) rows.count() * (shape.features() + 1));
    int c = (int) (shape.logits() - Math.max(1, Math.min(shape.logits(), classes)));
    curvature(trial, head, false, c, probabilities);
  }

  private void curvature(
      Trial trial, String kind, boolean independent, int c, float[] probabilities) {
    float[] x = problem.x();
    float[] s = problem.weights();
    float[] device = trial.onDevice.curvature(shape, independent, rows, c, x, s, probabilities);
    float[] twin = trial.onTwin.curvature(shape, independent, rows, c, x, s, probabilities);
    Expectation expected = ExpectedCurvature.rows(shape, independent, rows, c, x, s, probabilities);
    trial.stage(kind + "curvature").add(what(), device, twin, expected);
  }

  private Guarded.Scores sigmoid(Trial trial, float[] logits) {
    Guarded.Scores twin =
        trial.onTwin.sigmoidScores(rows, problem.soft(), problem.weights(), logits);
    compare(
        trial,
        "sigmoid ",
        trial.onDevice.sigmoidScores(rows, problem.soft(), problem.weights(), logits),
        twin,
        ExpectedScores.sigmoid(rows, problem.soft(), problem.weights(), logits));
    return twin;
  }

  private Guarded.Scores softmax(Trial trial, float[] logits) {
    int[] targets = problem.classes();
    Guarded.Scores twin =
        trial.onTwin.softmaxScores(shape, rows, targets, problem.weights(), logits);
    compare(
        trial,
        "softmax ",
        trial.onDevice.softmaxScores(shape, rows, targets, problem.weights(), logits),
        twin,
        ExpectedScores.softmax(shape, rows, targets, problem.weights(), logits));
    return twin;
  }

  private void soft(Trial trial, float[] logits) {
    float[] targets = problem.soft();
    compare(
        trial,
        "soft-target ",
        trial.onDevice.softScores(shape, rows, targets, problem.weights(), logits),
        trial.onTwin.softScores(shape, rows, targets, problem.weights(), logits),
        ExpectedScores.soft(shape, rows, targets, problem.weights(), logits));
  }

  private void smooth(Trial trial, float[] logits) {
    int[] targets = problem.classes();
    float[] s = problem.weights();
    compare(
        trial,
        "smoothed ",
        trial.onDevice.smoothScores(shape, rows, SMOOTHING, targets, s, logits),
        trial.onTwin.smoothScores(shape, rows, SMOOTHING, targets, s, logits),
        ExpectedSmoothScores.of(shape, rows, SMOOTHING, targets, s, logits));
  }

  /** Each column of logits as a label of its own, with positive weights; curvature of the last. */
  private void labels(Trial trial, float[] logits) {
    int count = problem.soft().length;
    float[] targets = Problems.shares(count, new SplitMix(count));
    float[] positive = Problems.positiveWeights(shape.logits());
    float[] s = problem.weights();
    compare(
        trial,
        "multi-label ",
        trial.onDevice.labelScores(shape, rows, targets, positive, s, logits),
        trial.onTwin.labelScores(shape, rows, targets, positive, s, logits),
        ExpectedLabelScores.of(shape, rows, targets, positive, s, logits));
    float[] probabilities = trial.onTwin.labelProbabilities(logits);
    curvature(trial, "multi-label ", true, shape.logits() - 1, probabilities);
  }

  private void compare(
      Trial trial,
      String kind,
      Guarded.Scores device,
      Guarded.Scores twin,
      ExpectedScores expected) {
    trial.stage(kind + "row loss").add(what(), device.losses(), twin.losses(), expected.losses());
    trial
        .stage(kind + "residual")
        .add(what(), device.residuals(), twin.residuals(), expected.residuals());
    trial
        .stage(kind + "correct rows")
        .add(what(), device.correct(), twin.correct(), expected.correct());
  }

  private float[] gradient(Trial trial, float[] residuals) {
    float[] device = trial.onDevice.gradient(shape, rows, problem.x(), residuals);
    float[] twin = trial.onTwin.gradient(shape, rows, problem.x(), residuals);
    Expectation expected = ExpectedSums.gradient(shape, rows, problem.x(), residuals);
    trial.stage(head + "gradient").add(what(), device, twin, expected);
    return twin;
  }

  /** From X on, with logits of its own: planted rows are not X's. */
  private void passes(Trial trial) {
    float[] logits = trial.onTwin.logits(shape, rows, problem.x(), problem.params());
    Guarded.Scores scores =
        shape.isSigmoid()
            ? trial.onTwin.sigmoidScores(rows, problem.soft(), problem.weights(), logits)
            : trial.onTwin.softmaxScores(shape, rows, problem.classes(), problem.weights(), logits);
    PassCheck.run(trial, problem, logits, scores);
  }

  private Guarded.Total combined(Trial trial, float[] partials) {
    return CombineCheck.compare(
        trial, what(), shape.parameters(), shape.chunks(rows.count()), partials, null);
  }

  /** As one batch, and as batches of two thirds, of which the last is short. */
  private void rowSums(Trial trial, Guarded.Scores scores) {
    int count = rows.count();
    int[] order = rows.numbers();
    for (int batch : new int[] {count, (2 * count + 2) / 3}) {
      RowSums.Plan plan = new RowSums.Plan(count, batch, shape.chunkRows());
      RowSumsCheck.compare(
          trial, what(), plan, order, problem.weights(), scores.losses(), scores.correct());
    }
  }

  private void update(Trial trial, Guarded.Total total, SgdUpdate.Step step) {
    SplitMix random = new SplitMix(shape.parameters());
    float[] velocity = new float[shape.parameters()];
    for (int i = 0; i < velocity.length; ++i) {
      velocity[i] = Canonical.flush(random.nextFloat() - 0.5f);
    }
    float[] params = problem.params();
    Guarded.Update device = trial.onDevice.update(shape, step, total, params, velocity);
    Guarded.Update twin = trial.onTwin.update(shape, step, total, params, velocity);
    ExpectedSteps.Update expected = ExpectedSteps.Update.of(shape, step, total, params, velocity);
    trial
        .stage("update: velocity")
        .add(what(), device.velocity(), twin.velocity(), expected.velocity());
    trial
        .stage("update: parameters")
        .add(what(), device.params(), twin.params(), expected.params());
  }
}
