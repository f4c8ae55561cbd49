package org.logcl.statistics;

import java.util.List;
import org.logcl.Device;
import org.logcl.data.Dataset;
import org.logcl.data.Labels;
import org.logcl.data.Preparation;
import org.logcl.data.Standardization;
import org.logcl.model.Head;
import org.logcl.model.LinearModel;
import org.logcl.testing.Golden;
import org.logcl.train.Intercept;
import org.logcl.train.Optimizer;
import org.logcl.train.Penalty;
import org.logcl.train.TrainingOptions;

/** Rows, and models of them to summarise. */
final class Fitted {
  private Fitted() {}

  /** Rows of columns c0, c1, ... with the classes no and yes; weights may be null. */
  static Dataset rows(int columns, float[] features, int[] targets, float[] weights) {
    List<String> names = List.of("c0", "c1", "c2", "c3").subList(0, columns);
    Labels labels = Labels.of(List.of("no", "yes"));
    return Dataset.of(features, targets.length, columns, names, labels, targets, weights);
  }

  /** Columns of a file as rows. */
  static Dataset rows(Golden file, List<String> names, int[] targets, float[] weights) {
    float[] features = new float[targets.length * names.size()];
    for (int j = 0; j < names.size(); ++j) {
      float[] column = file.floats(names.get(j));
      for (int i = 0; i < column.length; ++i) {
        features[i * names.size() + j] = column[i];
      }
    }
    Labels labels = Labels.of(List.of("no", "yes"));
    return Dataset.of(features, targets.length, names.size(), names, labels, targets, weights);
  }

  /** A model that knows nothing: all parameters 0. */
  static LinearModel untrained(Dataset rows, boolean standardize) {
    Preparation preparation =
        standardize ? Preparation.standardizing(Standardization.fit(rows)) : Preparation.none();
    return LinearModel.of(
        Head.SIGMOID,
        rows.labels(),
        rows.featureNames(),
        new float[rows.columns()],
        new float[1],
        preparation);
  }

  /** A model at its optimum, as well as float32 can. */
  static LinearModel trained(Dataset rows, boolean standardize, double l2) {
    TrainingOptions options =
        TrainingOptions.defaults()
            .withOptimizer(Optimizer.NEWTON)
            .withStandardize(standardize)
            .withPenalty(new Penalty(0, l2, Intercept.FREE));
    try (Device device = Device.open("reference")) {
      return device.train(rows, options).model();
    }
  }
}
