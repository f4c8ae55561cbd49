package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.logcl.verify.ExpectedSums;
import org.logcl.verify.Guarded;
import org.logcl.verify.GuardedPasses;
import org.logcl.verify.Problem;

/**
 * What a fused pass owes: the twin's bits, values within their bounds, and the bits of the kernels
 * of its steps, run one after the other on the same device.
 */
final class PassContract {
  private PassContract() {}

  static void keeps(Backend backend, Problem p) {
    GuardedPasses.Pass device = new GuardedPasses(backend).pass(p);
    GuardedPasses.Pass twin = new GuardedPasses(KernelContract.TWIN_BACKEND).pass(p);
    Guarded.Scores scores = scores(KernelContract.TWIN, p);
    RowSums.Plan plan = p.rows().asPlan(p.shape());
    int[] rows = p.rows().numbers();
    ExpectedSums.RowTotals totals =
        ExpectedSums.RowTotals.of(plan, rows, p.weights(), scores.losses(), scores.correct());
    KernelContract.compare("loss, " + p.name(), device.sums(), twin.sums(), totals.sums());
    KernelContract.compare("correct, " + p.name(), device.counts(), twin.counts(), totals.counts());
    KernelContract.compare(
        "gradient, " + p.name(),
        device.partials(),
        twin.partials(),
        ExpectedSums.gradient(p.shape(), p.rows(), p.x(), scores.residuals()));

    Guarded steps = new Guarded(backend);
    Guarded.Scores each = scores(steps, p);
    Guarded.Sums sums = steps.rowSums(plan, rows, p.weights(), each.losses(), each.correct());
    assertArrayEquals(sums.sums(), device.sums(), p.name());
    assertArrayEquals(sums.counts(), device.counts(), p.name());
    assertArrayEquals(
        steps.gradient(p.shape(), p.rows(), p.x(), each.residuals()), device.partials(), p.name());
  }

  /** Scores by the kernels of the steps. */
  static Guarded.Scores scores(Guarded on, Problem p) {
    float[] z = on.logits(p.shape(), p.rows(), p.x(), p.params());
    return p.shape().isSigmoid()
        ? on.sigmoidScores(p.rows(), p.soft(), p.weights(), z)
        : on.softmaxScores(p.shape(), p.rows(), p.classes(), p.weights(), z);
  }
}
