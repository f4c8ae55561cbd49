package org.logcl.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.logcl.error.InputException;
import org.logcl.error.Quote;
import org.logcl.solve.Box;

/**
 * Bounds on coefficients, which training does not leave: on those of the prepared features, as the
 * model holds them. {@link Optimizer#OWLQN} takes them.
 */
public sealed interface Bounds {
  /**
   * What each parameter may be: weights row-major [features][logits], then intercepts.
   *
   * @param features names, in the order of the columns
   * @throws InputException where these bounds do not fit features and logits
   */
  List<Interval> intervals(List<String> features, int logits);

  /** No bounds. */
  static Bounds none() {
    return of(Interval.ALL.lower(), Interval.ALL.upper());
  }

  /** No weight under 0; intercepts are free. */
  static ByFeature nonNegative() {
    return of(0, Interval.ALL.upper());
  }

  /**
   * The same bounds on every weight; intercepts are free.
   *
   * @param lower minus infinity for none
   * @param upper infinity for none
   */
  static ByFeature of(double lower, double upper) {
    return new ByFeature(new Interval(lower, upper), Map.of(), Interval.ALL);
  }

  /**
   * Bounds on every parameter: weights row-major [features][logits], then intercepts [logits].
   *
   * @param lower minus infinity for none
   * @param upper infinity for none, as many
   */
  static Bounds of(double[] lower, double[] upper) {
    if (lower.length != upper.length) {
      throw new InputException(
          String.format(
              "There are %d lower bounds and %d upper bounds; each parameter takes one of each.",
              lower.length, upper.length));
    }
    List<Interval> intervals = new ArrayList<>();
    for (int i = 0; i < lower.length; ++i) {
      intervals.add(new Interval(lower[i], upper[i]));
    }
    return new ByParameter(intervals);
  }

  /** Whether every parameter may be any number. */
  boolean isNone();

  /** Checks that the features that have bounds of their own are there. */
  default void requireFeatures(List<String> features) {}

  /** The parameters that keep within, {@code [(features + 1) * logits]}. */
  default Box box(List<String> features, int logits) {
    List<Interval> intervals = intervals(features, logits);
    return new Box(
        intervals.stream().mapToDouble(Interval::lowest).toArray(),
        intervals.stream().mapToDouble(Interval::highest).toArray());
  }

  /**
   * Bounds that are the same for all classes.
   *
   * @param weights of features that have none of their own
   * @param features by name
   * @param intercepts of every intercept
   */
  record ByFeature(Interval weights, Map<String, Interval> features, Interval intercepts)
      implements Bounds {
    /** Copies. */
    public ByFeature {
      features = Map.copyOf(features);
    }

    /** The same with bounds on the weights of a feature. */
    public ByFeature withFeature(String name, double lower, double upper) {
      Map<String, Interval> more = new HashMap<>(features);
      more.put(name, new Interval(lower, upper));
      return new ByFeature(weights, more, intercepts);
    }

    /** The same with bounds on the intercepts. */
    public ByFeature withIntercepts(double lower, double upper) {
      return new ByFeature(weights, features, new Interval(lower, upper));
    }

    @Override
    public boolean isNone() {
      return weights.equals(Interval.ALL)
          && intercepts.equals(Interval.ALL)
          && features.values().stream().allMatch(Interval.ALL::equals);
    }

    @Override
    public void requireFeatures(List<String> names) {
      features.keySet().stream()
          .sorted()
          .filter(name -> !names.contains(name))
          .findFirst()
          .ifPresent(
              name -> {
                throw new InputException(
                    String.format(
                        "There is a bound for the feature %s, which the rows do not have; their features are: %s.",
                        Quote.of(name), Quote.of(names)));
              });
    }

    @Override
    public List<Interval> intervals(List<String> names, int logits) {
      requireFeatures(names);
      List<Interval> intervals = new ArrayList<>();
      for (String name : names) {
        intervals.addAll(Collections.nCopies(logits, features.getOrDefault(name, weights)));
      }
      intervals.addAll(Collections.nCopies(logits, intercepts));
      return intervals;
    }
  }

  /**
   * See {@link #of(double[], double[])}.
   *
   * @param parameters weights row-major [features][logits], then intercepts
   */
  record ByParameter(List<Interval> parameters) implements Bounds {
    /** Copies. */
    public ByParameter {
      parameters = List.copyOf(parameters);
    }

    @Override
    public boolean isNone() {
      return parameters.stream().allMatch(Interval.ALL::equals);
    }

    @Override
    public List<Interval> intervals(List<String> features, int logits) {
      int needed = (features.size() + 1) * logits;
      if (parameters.size() != needed) {
        throw new InputException(
            String.format(
                "There are bounds for %d parameters; %d features and an intercept times %d logits are %d.",
                parameters.size(), features.size(), logits, needed));
      }
      return parameters;
    }
  }
}
