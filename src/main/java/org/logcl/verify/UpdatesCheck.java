package org.logcl.verify;

import org.logcl.kernel.AdagradUpdate;
import org.logcl.kernel.AdamUpdate;
import org.logcl.kernel.SgdUpdate;
import org.logcl.kernel.Shape;
import org.logcl.numerics.Canonical;
import org.logcl.numerics.SplitMix;

/** The steps of descent other than plain SGD's, from a given gradient. */
final class UpdatesCheck {
  private final Trial trial;
  private final String what;
  private final Shape shape;
  private final Guarded.Total total;
  private final GuardedUpdates.State before;
  private final GuardedUpdates device;
  private final GuardedUpdates twin;

  UpdatesCheck(Trial trial, String what, Shape shape, Guarded.Total total, float[] params) {
    this.trial = trial;
    this.what = what;
    this.shape = shape;
    this.total = total;
    device = new GuardedUpdates(trial.onDevice.backend);
    twin = new GuardedUpdates(trial.onTwin.backend);
    SplitMix random = new SplitMix(shape.parameters());
    float[] first = new float[params.length];
    float[] second = new float[params.length];
    for (int i = 0; i < params.length; ++i) {
      first[i] = Canonical.flush(random.nextFloat() - 0.5f);
      second[i] = i % 5 == 0 ? 0 : random.nextFloat() * random.nextFloat();
    }
    before = new GuardedUpdates.State(params, first, second);
  }

  void run(float inverseWeight) {
    SgdUpdate.Step nesterov = new SgdUpdate.Step(inverseWeight, 0.1f, 0.9f, 1e-3f);
    compare(
        "nesterov",
        device.nesterov(shape, nesterov, total, before),
        twin.nesterov(shape, nesterov, total, before),
        ExpectedUpdates.nesterov(shape, nesterov, total, before));
    AdamUpdate.Step adam =
        new AdamUpdate.Step(
            inverseWeight, 0.01f, 0.9f, 0.1f, 0.999f, 0.001f, 500, 1e-8f, 1e-3f, 1e-4f);
    compare(
        "adam",
        device.adam(shape, adam, total, before),
        twin.adam(shape, adam, total, before),
        ExpectedUpdates.adam(shape, adam, total, before));
    AdagradUpdate.Step adagrad = new AdagradUpdate.Step(inverseWeight, 0.1f, 1e-10f, 1e-3f);
    compare(
        "adagrad",
        device.adagrad(shape, adagrad, total, before),
        twin.adagrad(shape, adagrad, total, before),
        ExpectedUpdates.adagrad(shape, adagrad, total, before));
  }

  private void compare(
      String rule,
      GuardedUpdates.State onDevice,
      GuardedUpdates.State onTwin,
      ExpectedUpdates expected) {
    trial
        .stage("update: " + rule + ", moments")
        .add(what, onDevice.first(), onTwin.first(), expected.first());
    trial
        .stage("update: " + rule + ", moments")
        .add(what, onDevice.second(), onTwin.second(), expected.second());
    trial
        .stage("update: " + rule + ", parameters")
        .add(what, onDevice.params(), onTwin.params(), expected.params());
  }
}
