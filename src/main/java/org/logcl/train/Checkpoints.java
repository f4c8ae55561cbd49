package org.logcl.train;

import java.util.Optional;
import java.util.function.Supplier;

/** Where training keeps its state, and finds it again. */
public interface Checkpoints {
  /** Keeps nothing. */
  Checkpoints NONE =
      new Checkpoints() {
        @Override
        public Optional<TrainingState> latest() {
          return Optional.empty();
        }

        @Override
        public void offer(Supplier<TrainingState> state) {}
      };

  /** The state to go on from, or empty to begin. */
  Optional<TrainingState> latest();

  /**
   * Called after every epoch or iteration that training could go on from. Making the state costs a
   * wait for the device.
   */
  void offer(Supplier<TrainingState> state);
}
