package org.logcl.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.logcl.data.Dataset;
import org.logcl.data.TargetKind;
import org.logcl.error.Quote;
import org.logcl.train.TrainingOptions;

/** What the rows themselves say against a good model, before they are trained on. */
final class DataAdvice {
  // Steps that suit the largest feature move one a thousand times smaller next to nothing.
  private static final double WILD = 1e3;
  private static final int HANDFUL = 5;
  private static final int MOST_NAMED = 3;

  private DataAdvice() {}

  /** One line for each thing to know. */
  static List<String> of(Dataset rows, TrainingOptions options) {
    List<String> advice = new ArrayList<>();
    float[] low = rows.subset(new int[] {0}).features();
    float[] high = low.clone();
    float[] x = rows.features();
    int columns = rows.columns();
    for (int row = 1; row < rows.rows(); ++row) {
      for (int j = 0; j < columns; ++j) {
        float value = x[row * columns + j];
        low[j] = value < low[j] ? value : low[j];
        high[j] = value > high[j] ? value : high[j];
      }
    }
    constants(rows, low, high, advice);
    if (!options.standardize() && options.start().isEmpty()) {
      scales(rows, low, high, advice);
    }
    classes(rows, advice);
    return advice;
  }

  private static void constants(Dataset rows, float[] low, float[] high, List<String> advice) {
    List<String> names = new ArrayList<>();
    for (int j = 0; j < low.length; ++j) {
      if (low[j] == high[j]) {
        names.add(rows.featureNames().get(j));
      }
    }
    if (!names.isEmpty()) {
      advice.add(
          String.format(
              "%s the same value in all rows, and tell%s nothing: %s",
              names.size() == 1 ? "1 column has" : names.size() + " columns have",
              names.size() == 1 ? "s" : "",
              named(names)));
    }
  }

  private static void scales(Dataset rows, float[] low, float[] high, List<String> advice) {
    int least = -1;
    int most = -1;
    for (int j = 0; j < low.length; ++j) {
      double range = (double) high[j] - low[j];
      if (range > 0) {
        least = least < 0 || range < (double) high[least] - low[least] ? j : least;
        most = most < 0 || range > (double) high[most] - low[most] ? j : most;
      }
    }
    if (least < 0) {
      return;
    }
    double ratio = ((double) high[most] - low[most]) / ((double) high[least] - low[least]);
    if (ratio > WILD) {
      advice.add(
          String.format(
              "features are on very different scales: %s ranges over %s, %s over %s; --standardize brings them to one",
              Quote.of(rows.featureNames().get(most)),
              high[most] - low[most],
              Quote.of(rows.featureNames().get(least)),
              high[least] - low[least]));
    }
  }

  private static void classes(Dataset rows, List<String> advice) {
    // Of a soft target what a class has of it.
    double[] counts = rows.weightByLabel(null);
    boolean together = rows.targetKind() == TargetKind.LABELS;
    List<String> rare = new ArrayList<>();
    for (int c = 0; c < counts.length; ++c) {
      double least = together ? Math.min(counts[c], rows.rows() - counts[c]) : counts[c];
      if (least < HANDFUL) {
        rare.add(rows.labels().name(c) + " (" + amount(least) + ")");
      }
    }
    if (!rare.isEmpty()) {
      advice.add(
          String.format(
              "%s fewer than %d rows to learn from: %s",
              together
                  ? rare.size() + " of the labels have, with or without them,"
                  : rare.size() == 1 ? "1 class has" : rare.size() + " classes have",
              HANDFUL,
              named(rare)));
    }
  }

  private static String amount(double rows) {
    return rows == Math.rint(rows)
        ? Long.toString((long) rows)
        : String.format(Locale.ROOT, "%.2f", rows);
  }

  private static String named(List<String> names) {
    int others = names.size() - MOST_NAMED;
    return others > 0
        ? Quote.of(names.subList(0, MOST_NAMED)) + " and " + others + " more"
        : Quote.of(names);
  }
}
