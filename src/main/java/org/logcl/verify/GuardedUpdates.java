package org.logcl.verify;

import org.logcl.kernel.AdagradUpdate;
import org.logcl.kernel.AdamUpdate;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Floats;
import org.logcl.kernel.SgdUpdate;
import org.logcl.kernel.Shape;

/** The steps of descent other than plain SGD's, on arrays of the host; see {@link Guarded}. */
@SuppressWarnings("ArrayRecordComponent") // carries results; never compared
public final class GuardedUpdates {
  private final Guarded guarded;
  private final Backend backend;

  /** Runs kernels of this backend. */
  public GuardedUpdates(Backend backend) {
    this.backend = backend;
    guarded = new Guarded(backend);
  }

  /**
   * What a step starts from, and what it leaves.
   *
   * @param first first moment or velocity; untouched by AdaGrad
   * @param second second moment; untouched by Nesterov's SGD
   */
  public record State(float[] params, float[] first, float[] second) {}

  /** What a kernel does with its arrays. */
  @FunctionalInterface
  private interface Kernel {
    void run(Floats high, Floats low, Floats params, Floats first, Floats second);
  }

  /** A step of SGD with Nesterov's momentum. */
  public State nesterov(Shape shape, SgdUpdate.Step step, Guarded.Total gradient, State before) {
    return run(
        "nesterov_update",
        gradient,
        before,
        (high, low, params, first, second) ->
            backend.nesterovUpdate(shape, step, high, low, params, first));
  }

  /** A step of Adam or AdamW. */
  public State adam(Shape shape, AdamUpdate.Step step, Guarded.Total gradient, State before) {
    return run(
        "adam_update",
        gradient,
        before,
        (high, low, params, first, second) ->
            backend.adamUpdate(shape, step, high, low, params, first, second));
  }

  /** A step of AdaGrad. */
  public State adagrad(Shape shape, AdagradUpdate.Step step, Guarded.Total gradient, State before) {
    return run(
        "adagrad_update",
        gradient,
        before,
        (high, low, params, first, second) ->
            backend.adagradUpdate(shape, step, high, low, params, second));
  }

  private State run(String name, Guarded.Total gradient, State before, Kernel kernel) {
    int length = before.params().length;
    try (Floats high = backend.floats("high", gradient.high());
        Floats low = backend.floats("low", gradient.low());
        Floats params = guarded.inPlace(before.params());
        Floats first = guarded.inPlace(before.first());
        Floats second = guarded.inPlace(before.second())) {
      kernel.run(high, low, params, first, second);
      return new State(
          guarded.checked(name, params, 0, length),
          guarded.checked(name, first, 0, length),
          guarded.checked(name, second, 0, length));
    }
  }
}
