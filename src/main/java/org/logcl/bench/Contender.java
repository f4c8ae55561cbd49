package org.logcl.bench;

import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.logcl.data.Dataset;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Floats;
import org.logcl.kernel.Rows;
import org.logcl.kernel.Shape;
import org.logcl.model.LinearModel;
import org.logcl.objective.DeviceData;
import org.logcl.objective.Evaluation;
import org.logcl.objective.LinearObjective;
import org.logcl.train.Trainer;
import org.logcl.train.TrainingListener;
import org.logcl.train.TrainingOptions;

/** A workload on a backend, ready to be timed. */
abstract class Contender implements AutoCloseable {
  private static final int WARM_UPS = 20;
  private static final int MOST_TIMES = 100;

  static Contender of(Backend backend, Workload load, Dataset rows) {
    return load.isTraining() ? new Training(backend, load, rows) : new Pass(backend, load, rows);
  }

  /** The logits of the sigmoid head alone, by the simple kernel. */
  static Contender logits(Backend backend, Workload load, Dataset rows) {
    return new Logits(backend, load, rows);
  }

  /** Does it once, and waits. */
  abstract void run();

  /** Does it once and returns what it gave, in a form that equal bits make equal. */
  abstract Object bits();

  /** Seconds of so many runs. */
  final double seconds(int times) {
    long start = System.nanoTime();
    for (int i = 0; i < times; ++i) {
      run();
    }
    return (System.nanoTime() - start) * 1e-9;
  }

  /** Runs at least twice, and until the seconds are over. */
  final void warmUp(double seconds) {
    run();
    double spent = 0;
    do {
      spent += seconds(1);
    } while (spent < seconds);
  }

  /** Warms up, and tells how many runs fill a round. */
  final int timesToFill(double roundSeconds) {
    double once = seconds(1);
    for (int i = 1; i < WARM_UPS && once < roundSeconds; ++i) {
      once = seconds(1);
    }
    return (int) Math.max(1, Math.min(MOST_TIMES, Math.ceil(roundSeconds / once)));
  }

  @Override
  public void close() {}

  /** Loss and gradient in one pass. */
  private static final class Pass extends Contender {
    private final DeviceData data;
    private final LinearObjective objective;

    Pass(Backend backend, Workload load, Dataset rows) {
      Shape shape = load.shape();
      objective = new LinearObjective(backend, shape, load.rows());
      try {
        objective.parameters(Generated.weights(shape), new float[shape.logits()]);
        data = new DeviceData(backend, shape, load.rows(), rows.features(), rows.targets(), null);
      } catch (RuntimeException e) {
        objective.close();
        throw e;
      }
    }

    @Override
    void run() {
      objective.evaluate(data);
    }

    @Override
    Object bits() {
      Evaluation evaluation = objective.evaluate(data);
      long[] gradient =
          Arrays.stream(evaluation.gradient()).mapToLong(Double::doubleToLongBits).toArray();
      return List.of(evaluation.totals().loss(), LongBuffer.wrap(gradient));
    }

    @Override
    public void close() {
      data.close();
      objective.close();
    }
  }

  /** Logits, which stay on the device. */
  private static final class Logits extends Contender {
    private final Backend backend;
    private final Shape shape;
    private final Rows all;
    private final Floats x;
    private final Floats params;
    private final Floats logits;

    Logits(Backend backend, Workload load, Dataset rows) {
      this.backend = backend;
      shape = load.shape();
      all = Rows.plain(0, load.rows());
      Floats first = null;
      Floats second = null;
      try {
        first = backend.features("X", rows.features());
        second =
            backend.floats(
                "parameters", Arrays.copyOf(Generated.weights(shape), shape.parameters()));
        logits = backend.floats("logits", load.rows());
      } catch (RuntimeException e) {
        close(first);
        close(second);
        throw e;
      }
      x = first;
      params = second;
    }

    @Override
    void run() {
      backend.sigmoidLogits(shape, all, x, params, logits);
      backend.finish();
    }

    @Override
    Object bits() {
      run();
      float[] z = logits.toArray();
      int[] bits = new int[z.length];
      Arrays.setAll(bits, i -> Float.floatToIntBits(z[i]));
      return IntBuffer.wrap(bits);
    }

    @Override
    public void close() {
      close(logits);
      close(params);
      close(x);
    }

    private static void close(Floats floats) {
      if (floats != null) {
        floats.close();
      }
    }
  }

  /** The whole call to train, transfers and final scoring included. */
  private static final class Training extends Contender {
    private final Backend backend;
    private final Dataset rows;
    private final TrainingOptions options;

    Training(Backend backend, Workload load, Dataset rows) {
      this.backend = backend;
      this.rows = rows;
      options =
          TrainingOptions.defaults()
              .withLearningRate(0.01)
              .withEpochs(load.epochs())
              .withBatchSize(load.batchRows());
    }

    private LinearModel train() {
      return Trainer.train(backend, rows, Optional.empty(), options, TrainingListener.NONE).model();
    }

    @Override
    void run() {
      train();
    }

    @Override
    Object bits() {
      return "model " + train().modelSha256();
    }
  }
}
