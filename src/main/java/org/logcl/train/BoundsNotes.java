package org.logcl.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.logcl.model.LinearModel;

/**
 * Bounds in a model's metadata: lower and upper ones each as a list by commas, {@code V*N} for N of
 * the same. The list has a number for each feature and one for the intercepts, or one for each
 * parameter.
 */
final class BoundsNotes {
  private BoundsNotes() {}

  static void put(Bounds bounds, List<String> features, Map<String, String> notes) {
    List<Interval> intervals =
        bounds instanceof Bounds.ByParameter each
            ? each.parameters()
            : bounds.intervals(features, 1);
    notes.put(Recipe.LOWER_BOUNDS, written(intervals, Interval::lower));
    notes.put(Recipe.UPPER_BOUNDS, written(intervals, Interval::upper));
  }

  private static String written(List<Interval> intervals, ToDoubleFunction<Interval> side) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= intervals.size(); ++i) {
      double value = side.applyAsDouble(intervals.get(from));
      if (i == intervals.size() || side.applyAsDouble(intervals.get(i)) != value) {
        parts.add(i - from == 1 ? "" + value : value + "*" + (i - from));
        from = i;
      }
    }
    return String.join(",", parts);
  }

  /**
   * Reads one of the lists: a number for each parameter of the model.
   *
   * @throws IllegalArgumentException where it is none
   */
  static double[] read(String note, LinearModel model) {
    List<Double> values = new ArrayList<>();
    int most = (model.features() + 1) * model.logits();
    for (String part : note.split(",", -1)) {
      int star = part.indexOf('*');
      int count = star < 0 ? 1 : Integer.parseInt(part.substring(star + 1));
      if (count < 1 || count > most - values.size()) {
        throw new IllegalArgumentException("more than " + most + " values");
      }
      double value = Double.parseDouble(star < 0 ? part : part.substring(0, star));
      values.addAll(Collections.nCopies(count, value));
    }
    int each = most / values.size();
    if (values.size() * each != most || (each != 1 && each != model.logits())) {
      throw new IllegalArgumentException(values.size() + " values for " + most);
    }
    return values.stream()
        .flatMap(value -> Collections.nCopies(each, value).stream())
        .mapToDouble(Double::doubleValue)
        .toArray();
  }
}
