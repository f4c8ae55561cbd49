package org.logcl.verify;

import org.logcl.kernel.Shape;

/**
 * The kernels that do several steps in one launch, which training runs: they must give what the
 * kernels of the steps give, one after the other.
 */
final class PassCheck {
  private PassCheck() {}

  static void run(Trial trial, Problem problem, float[] logits, Guarded.Scores scores) {
    if (problem.shape().isSigmoid() || trial.device.fusesSoftmax(problem.shape())) {
      pass(trial, problem, scores);
    }
    if (!problem.shape().isSigmoid()) {
      halves(trial, problem, logits, scores);
    }
  }

  private static void pass(Trial trial, Problem p, Guarded.Scores scores) {
    String name = p.shape().isSigmoid() ? "sigmoid pass: " : "softmax pass: ";
    GuardedPasses.Pass device = trial.passesOnDevice.pass(p);
    GuardedPasses.Pass twin = trial.passesOnTwin.pass(p);
    ExpectedSums.RowTotals expected =
        ExpectedSums.RowTotals.of(
            p.rows().asPlan(p.shape()),
            p.rows().numbers(),
            p.weights(),
            scores.losses(),
            scores.correct());
    trial.stage(name + "loss").add(p.name(), device.sums(), twin.sums(), expected.sums());
    trial
        .stage(name + "correct rows")
        .add(p.name(), device.counts(), twin.counts(), expected.counts());
    trial
        .stage(name + "gradient")
        .add(p.name(), device.partials(), twin.partials(), gradient(p, scores));
  }

  private static void halves(Trial trial, Problem p, float[] logits, Guarded.Scores scores) {
    GuardedPasses.Halves device = trial.passesOnDevice.halves(p);
    GuardedPasses.Halves twin = trial.passesOnTwin.halves(p);
    Shape shape = p.shape();
    ExpectedScores expected =
        ExpectedScores.softmax(shape, p.rows(), p.classes(), p.weights(), logits);
    trial
        .stage("softmax forward: row loss")
        .add(p.name(), device.losses(), twin.losses(), expected.losses());
    trial
        .stage("softmax forward: correct rows")
        .add(p.name(), device.correct(), twin.correct(), expected.correct());
    trial
        .stage("softmax backward: gradient")
        .add(p.name(), device.partials(), twin.partials(), gradient(p, scores));
  }

  private static Expectation gradient(Problem p, Guarded.Scores scores) {
    return ExpectedSums.gradient(p.shape(), p.rows(), p.x(), scores.residuals());
  }
}
