package org.logcl.objective;

import org.logcl.kernel.Backend;
import org.logcl.kernel.Floats;
import org.logcl.kernel.Ints;
import org.logcl.kernel.Rows;
import org.logcl.kernel.Shape;

/** Targets of rows in a backend's memory, and the kernel that holds logits against them. */
final class DeviceTargets {
  private final Backend backend;
  private final Shape shape;
  private final HostTargets host;
  private final Ints classes;
  private final Floats values;
  private final Floats positiveWeights;

  /** Copies targets to the backend, for the owner of {@code made} to give back. */
  DeviceTargets(Backend backend, Shape shape, HostTargets host, Resources made) {
    this.backend = backend;
    this.shape = shape;
    this.host = host;
    classes =
        made.add(
            host instanceof HostTargets.Classes c
                ? backend.ints("class indices", c.indices())
                : null);
    values =
        made.add(classes == null ? backend.floats("targets", HostTargets.valuesOf(host)) : null);
    positiveWeights =
        made.add(
            host instanceof HostTargets.Labels labels
                ? backend.floats(
                    "positive weights",
                    labels.positiveWeights().orElseGet(() -> DeviceData.ones(shape.logits())))
                : null);
  }

  /**
   * Whether there are kernels for whole passes and steps. Elsewhere logits, residuals and gradient
   * take a launch each.
   */
  boolean hasPasses() {
    return host instanceof HostTargets.Binary
        || (host instanceof HostTargets.Classes c && c.smoothing() == 0);
  }

  /** Whether each logit has a sigmoid of its own. */
  boolean isIndependent() {
    return host instanceof HostTargets.Binary || host instanceof HostTargets.Labels;
  }

  /** Whether the two sides of some label's loss count differently. */
  boolean hasPositiveWeights() {
    return host instanceof HostTargets.Labels labels && labels.positiveWeights().isPresent();
  }

  /**
   * Times which the curvature of a label's loss in a row is that of a row of the sigmoid head: 1 +
   * (q - 1) y, of {@link #hasPositiveWeights}.
   */
  double curvatureFactor(int row, int label) {
    HostTargets.Labels labels = (HostTargets.Labels) host;
    double y = labels.values()[row * shape.logits() + label];
    return 1 + (labels.positiveWeights().orElseThrow()[label] - 1.0) * y;
  }

  /** Class indices of the softmax head. */
  Ints classes() {
    return classes;
  }

  /** Targets of the sigmoid head. */
  Floats values() {
    return values;
  }

  /** Row losses, correct rows and weighted residuals, these in the place of the logits. */
  void residuals(Rows rows, Floats weights, Floats logits, Floats losses, Ints correct) {
    if (host instanceof HostTargets.Binary) {
      backend.sigmoidResidual(rows, values, weights, logits, losses, correct);
    } else if (host instanceof HostTargets.Distributions) {
      backend.softmaxSoftResidual(shape, rows, values, weights, logits, losses, correct);
    } else if (host instanceof HostTargets.Labels) {
      backend.multilabelResidual(
          shape, rows, values, positiveWeights, weights, logits, losses, correct);
    } else if (hasPasses()) {
      backend.softmaxResidual(shape, rows, classes, weights, logits, losses, correct);
    } else {
      float smoothing = ((HostTargets.Classes) host).smoothing();
      backend.softmaxSmoothResidual(
          shape, rows, smoothing, classes, weights, logits, losses, correct);
    }
  }
}
