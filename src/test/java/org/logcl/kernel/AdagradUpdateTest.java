package org.logcl.kernel;

import java.util.List;
import org.logcl.numerics.SplitMix;
import org.logcl.testing.EveryBackend;
import org.logcl.verify.ExpectedUpdates;
import org.logcl.verify.Guarded;
import org.logcl.verify.GuardedUpdates;
import org.logcl.verify.GuardedUpdates.State;
import org.logcl.verify.Problem;

class AdagradUpdateTest extends KernelContract {
  private static final int[][] SIZES = {
    {1, 1, 1}, {14, 1, 1}, {15, 1, 1}, {16, 1, 1}, {97, 1, 1}, {1, 2, 1}, {7, 17, 1}, {64, 10, 1}
  };
  private static final List<AdagradUpdate.Step> STEPS =
      List.of(
          new AdagradUpdate.Step(1, 0.1f, 1e-10f, 0),
          new AdagradUpdate.Step(0.03125f, 0.01f, 1e-12f, 0.01f),
          new AdagradUpdate.Step(0x1p-20f, 1, 1e-6f, 0));

  @EveryBackend
  void keepsItsContract(Backend backend) {
    for (Problem p : problems(backend, SIZES)) {
      Shape shape = p.shape();
      SplitMix random = new SplitMix(shape.parameters());
      Guarded.Total total = UpdateStates.gradient(shape, random);
      State before = UpdateStates.before(p, random);
      for (AdagradUpdate.Step step : STEPS) {
        State device = new GuardedUpdates(backend).adagrad(shape, step, total, before);
        State twin = new GuardedUpdates(TWIN_BACKEND).adagrad(shape, step, total, before);
        ExpectedUpdates expected = ExpectedUpdates.adagrad(shape, step, total, before);
        compare("first", device.first(), twin.first(), expected.first());
        compare("second", device.second(), twin.second(), expected.second());
        compare("params", device.params(), twin.params(), expected.params());
      }
    }
  }
}
