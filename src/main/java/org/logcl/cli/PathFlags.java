package org.logcl.cli;

import java.util.ArrayList;
import java.util.List;
import org.logcl.error.InputException;
import org.logcl.select.PenaltyPath;
import org.logcl.select.SelectionOptions;
import org.logcl.train.Intercept;
import org.logcl.train.Penalty;
import picocli.CommandLine.Option;

/** The penalties to choose among. */
final class PathFlags {
  @Option(
      names = "--path",
      paramLabel = "N",
      description = {
        "So many penalties in equal ratios, from the strongest of use: with L1 the smallest at which all weights are 0."
            + " Default: 20, where no penalties are listed."
      })
  private Integer count;

  @Option(
      names = "--path-ratio",
      paramLabel = "RATIO",
      description =
          "The weakest penalty of --path as a share of the strongest, over 0 and under 1. Default: 1e-4 with L1, 1e-6 without.")
  private Double weakest;

  @Option(
      names = "--l1",
      paramLabel = "L1",
      split = ",",
      description =
          "Coefficients of l1 |W|_1, added to the mean log loss, by commas; or one, beside a list of --l2. Default: 0.")
  private List<Double> l1 = List.of();

  @Option(
      names = "--l2",
      paramLabel = "L2",
      split = ",",
      description =
          "Coefficients of l2/2 |W|^2, added to the mean log loss, by commas; or one, beside a list of --l1. Default: 0.")
  private List<Double> l2 = List.of();

  @Option(
      names = "--C",
      paramLabel = "C",
      split = ",",
      description =
          "scikit-learn's and LIBLINEAR's, by commas: the penalty is 1 / (C * S), S the sum of row weights times class weights"
              + " of the rows trained on, in each fold its own. Default: none.")
  private List<Double> inverse = List.of();

  @Option(
      names = "--alpha",
      paramLabel = "ALPHA",
      split = ",",
      description =
          "scikit-learn's SGDClassifier's, by commas: the penalty is alpha. Default: none.")
  private List<Double> alpha = List.of();

  @Option(
      names = "--reg-param",
      paramLabel = "R",
      split = ",",
      description = "Spark's, by commas: the penalty is regParam. Default: none.")
  private List<Double> regParam = List.of();

  @Option(
      names = {"--l1-ratio", "--elastic-net-param"},
      paramLabel = "RATIO",
      description =
          "With --path, --C, --alpha or --reg-param: the share of L1, from 0 to 1; l1 = ratio * penalty, l2 = (1 - ratio) *"
              + " penalty. Default: 0.")
  private Double ratio;

  @Option(
      names = "--intercept",
      paramLabel = "WHICH",
      defaultValue = "free",
      description =
          "free: without a penalty; penalized: like a weight; none: 0. Default: ${DEFAULT-VALUE}.")
  private String intercept;

  Intercept intercept() {
    return Intercept.of(intercept)
        .orElseThrow(
            () ->
                new InputException(
                    String.format(
                        "--intercept %s is not known; there are: %s.",
                        intercept, Intercept.labels())));
  }

  /** The penalties, checked. */
  PenaltyPath path() {
    List<String> given = given();
    if (given.size() > 1) {
      throw new InputException(
          String.format(
              "%s and %s both give penalties; leave one of the two out",
              given.get(0), given.get(1)));
    }
    String source = given.isEmpty() ? "--path" : given.get(0);
    if (weakest != null && !source.equals("--path")) {
      throw new InputException("--path-ratio goes with --path; leave it or " + source + " out");
    }
    if (ratio != null && source.equals("--l1 or --l2")) {
      throw new InputException(
          "--l1-ratio goes with --path, --C, --alpha or --reg-param; or give --l1 and --l2");
    }
    double share = ratio == null ? 0 : ratio;
    return switch (source) {
      case "--l1 or --l2" -> PenaltyPath.of(listed());
      case "--C" -> PenaltyPath.ofC(inverse, share);
      case "--alpha" -> PenaltyPath.of(shared(alpha, share));
      case "--reg-param" -> PenaltyPath.of(shared(regParam, share));
      default -> geometric(share);
    };
  }

  private PenaltyPath geometric(double share) {
    int wanted = count == null ? SelectionOptions.DEFAULT_COUNT : count;
    return weakest == null
        ? PenaltyPath.geometric(wanted, share)
        : PenaltyPath.geometric(wanted, weakest, share);
  }

  private List<String> given() {
    List<String> given = new ArrayList<>();
    if (count != null) {
      given.add("--path");
    }
    if (!l1.isEmpty() || !l2.isEmpty()) {
      given.add("--l1 or --l2");
    }
    if (!inverse.isEmpty()) {
      given.add("--C");
    }
    if (!alpha.isEmpty()) {
      given.add("--alpha");
    }
    if (!regParam.isEmpty()) {
      given.add("--reg-param");
    }
    return given;
  }

  private List<Penalty> listed() {
    if (l1.size() > 1 && l2.size() > 1) {
      throw new InputException(
          "--l1 and --l2 are both lists; give one value of one of them, or --reg-param with --l1-ratio");
    }
    List<Penalty> penalties = new ArrayList<>();
    for (double first : l1.isEmpty() ? List.of(0.0) : l1) {
      for (double second : l2.isEmpty() ? List.of(0.0) : l2) {
        penalties.add(new Penalty(first, second, Intercept.FREE));
      }
    }
    return penalties;
  }

  private List<Penalty> shared(List<Double> values, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new InputException("--l1-ratio is " + share + "; it must be from 0 to 1");
    }
    return values.stream()
        .map(value -> new Penalty(share * value, (1 - share) * value, Intercept.FREE))
        .toList();
  }
}
