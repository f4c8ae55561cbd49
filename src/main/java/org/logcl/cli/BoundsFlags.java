package org.logcl.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.logcl.error.InputException;
import org.logcl.statistics.Summary;
import org.logcl.train.Bounds;
import picocli.CommandLine.Option;

/** What the coefficients may be. */
final class BoundsFlags {
  private static final String LOWER = "--lower-bounds";
  private static final String UPPER = "--upper-bounds";

  @Option(
      names = LOWER,
      paramLabel = "BOUNDS",
      description = {
        "Bound that no weight is under, for owlqn: a number for all features, or NAME=V,... for some, with all their classes;"
            + " -inf: none. (Intercept)=V is for the intercepts. On the coefficients as the model holds them, with"
            + " --standardize on the standardized ones. May be given several times. Default: none."
      })
  private List<String> lower = List.of();

  @Option(
      names = UPPER,
      paramLabel = "BOUNDS",
      description = "The same for the bound that no weight is over; inf: none. Default: none.")
  private List<String> upper = List.of();

  /** The bounds, checked but for the names of features. */
  Bounds bounds() {
    Side below = Side.of(LOWER, lower, Double.NEGATIVE_INFINITY);
    Side above = Side.of(UPPER, upper, Double.POSITIVE_INFINITY);
    Bounds.ByFeature bounds =
        Bounds.of(below.all, above.all)
            .withIntercepts(below.of(Summary.INTERCEPT), above.of(Summary.INTERCEPT));
    Set<String> names = new HashSet<>(below.named.keySet());
    names.addAll(above.named.keySet());
    names.remove(Summary.INTERCEPT);
    for (String name : names) {
      bounds = bounds.withFeature(name, below.of(name), above.of(name));
    }
    return bounds;
  }

  /** One of the two options: a number for all features, and others by name. */
  private record Side(double none, double all, Map<String, Double> named) {
    static Side of(String option, List<String> texts, double none) {
      List<String> forAll = new ArrayList<>(texts);
      forAll.removeIf(text -> number(text).isEmpty());
      List<String> byName = new ArrayList<>(texts);
      byName.removeAll(forAll);
      if (forAll.size() > 1) {
        throw new InputException(
            String.format(
                "%s %s and %s %s are both for all features; leave one of the two out",
                option, forAll.get(0), option, forAll.get(1)));
      }
      NamedNumbers named =
          new NamedNumbers(
              option, "bound", "feature", "a number nor NAME=V or NAME=V,NAME=V,...", Side::number);
      return new Side(
          none, forAll.isEmpty() ? none : number(forAll.get(0)).get(), named.read(byName));
    }

    double of(String name) {
      return named.getOrDefault(name, name.equals(Summary.INTERCEPT) ? none : all);
    }

    private static Optional<Double> number(String text) {
      return switch (text.strip()) {
        case "inf" -> Optional.of(Double.POSITIVE_INFINITY);
        case "-inf" -> Optional.of(Double.NEGATIVE_INFINITY);
        default -> NamedNumbers.decimal(text.strip());
      };
    }
  }
}
