package org.logcl.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.logcl.data.Dataset;
import org.logcl.error.InputException;
import org.logcl.kernel.Backend;
import org.logcl.kernel.TwinBackend;
import org.logcl.testing.Devices;
import org.logcl.testing.EveryBackend;
import org.logcl.testing.Tables;

/** A training that goes on from any of its checkpoints ends as the one that was not interrupted. */
class CheckpointsTest {
  private static final Dataset TWO = Tables.make(97, 5, 2, 11);
  private static final Dataset HELD = Tables.make(31, 5, 2, 12);

  /** Keeps every state, and goes on from one. */
  private static final class Kept implements Checkpoints {
    final List<TrainingState> states = new ArrayList<>();
    private final Optional<TrainingState> from;

    Kept(Optional<TrainingState> from) {
      this.from = from;
    }

    @Override
    public Optional<TrainingState> latest() {
      return from;
    }

    @Override
    public void offer(Supplier<TrainingState> state) {
      states.add(state.get());
    }
  }

  private static TrainingResult train(
      Backend backend, TrainingOptions options, Checkpoints checkpoints) {
    return Trainer.train(
        backend, TWO, Optional.of(HELD), options, TrainingListener.NONE, checkpoints);
  }

  private static List<TrainingOptions> all() {
    TrainingOptions plain = TrainingOptions.defaults().withEpochs(4).withL2(0.01);
    List<TrainingOptions> all = new ArrayList<>();
    for (Optimizer optimizer : Optimizer.values()) {
      TrainingOptions options = plain.withOptimizer(optimizer);
      if (!optimizer.isFullBatch()) {
        options =
            options.withSgd(
                options
                    .sgd()
                    .withMomentum(optimizer == Optimizer.SGD ? 0.9 : 0, false)
                    .withSchedule(Schedule.of("inverse:0.5", 0))
                    .withAverageFrom(2));
      }
      if (optimizer == Optimizer.SGD) {
        TrainingOptions patient = plain.withEpochs(9).withLearningRate(1);
        all.add(patient.withPatience(2));
      }
      all.add(optimizer == Optimizer.OWLQN ? options.withL1(0.01) : options);
      if (optimizer == Optimizer.LBFGS) {
        all.add(options.withPatience(3));
      }
      if (optimizer == Optimizer.OWLQN) {
        all.add(options.withBounds(Bounds.of(-0.25, 0.5)));
      }
    }
    return all;
  }

  private static List<Object> figures(TrainingResult result) {
    List<Object> figures = new ArrayList<>();
    figures.add(result.model().modelSha256());
    figures.add(result.status());
    figures.add(result.training());
    result.epochs().forEach(epoch -> figures.addAll(List.of(epoch.training(), epoch.validation())));
    result
        .convergence()
        .ifPresent(
            way -> {
              figures.addAll(List.of(way.iterations(), way.evaluations(), way.gradientNorm()));
              way.history()
                  .forEach(step -> figures.addAll(List.of(step.training(), step.gradientNorm())));
            });
    return figures;
  }

  @Tag("device")
  @EveryBackend
  @DisplayName("from every checkpoint of every optimizer, on the device, to the twin's model")
  void resumes(Backend backend) {
    for (TrainingOptions options : all()) {
      Kept whole = new Kept(Optional.empty());
      TrainingResult uninterrupted = train(new TwinBackend(), options, whole);
      assertTrue(whole.states.size() >= 3, options.optimizer().label());
      int stride = Devices.isSlow(backend) ? 3 : 1;
      for (int i = 0; i < whole.states.size(); i += stride) {
        TrainingResult resumed =
            train(backend, options, new Kept(Optional.of(whole.states.get(i))));
        assertEquals(
            figures(uninterrupted), figures(resumed), options.optimizer() + " from state " + i);
      }
    }
  }

  @Test
  @DisplayName("a checkpoint of other options or data is refused, and the difference named")
  void refusesAnother() {
    for (TrainingOptions options : all()) {
      Kept whole = new Kept(Optional.empty());
      train(new TwinBackend(), options, whole);
      Checkpoints first = new Kept(Optional.of(whole.states.get(0)));
      InputException e =
          assertThrows(
              InputException.class, () -> train(new TwinBackend(), options.withL2(0.02), first));
      String l2 = "its l2 is \"" + options.l2() + "\", here it is \"0.02\"";
      assertTrue(e.getMessage().contains(l2), e.getMessage());
    }
  }
}
