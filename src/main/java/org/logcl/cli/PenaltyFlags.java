package org.logcl.cli;

import java.util.ArrayList;
import java.util.List;
import org.logcl.data.Dataset;
import org.logcl.error.InputException;
import org.logcl.train.ClassWeights;
import org.logcl.train.Intercept;
import org.logcl.train.Penalty;
import org.logcl.train.WeightedRows;
import picocli.CommandLine.Option;

/** The penalty, in LogCL's words and in those of other libraries. */
final class PenaltyFlags {
  @Option(
      names = "--l1",
      paramLabel = "L1",
      defaultValue = "0",
      description =
          "Coefficient of l1 |W|_1, added to the mean log loss; makes weights exactly 0. For owlqn. Default: ${DEFAULT-VALUE}.")
  private double l1;

  @Option(
      names = "--l2",
      paramLabel = "L2",
      defaultValue = "0",
      description = {
        "Coefficient of l2/2 |W|^2, added to the mean log loss. scikit-learn's C is 1 / (rows * l2),"
            + " PyTorch's weight_decay and Spark's regParam are l2. Default: ${DEFAULT-VALUE}."
      })
  private double l2;

  @Option(
      names = "--intercept",
      paramLabel = "WHICH",
      defaultValue = "free",
      description =
          "free: without a penalty; penalized: like a weight; none: 0. sgd has free ones only. Default: ${DEFAULT-VALUE}.")
  private String intercept;

  @Option(
      names = "--C",
      paramLabel = "C",
      description =
          "scikit-learn's and LIBLINEAR's: l2 = 1 / (C * S), S the sum of row weights times class weights. Default: none.")
  private Double inverse;

  @Option(
      names = "--alpha",
      paramLabel = "ALPHA",
      description = "scikit-learn's SGDClassifier's: l2 = alpha. Default: none.")
  private Double alpha;

  @Option(
      names = "--reg-param",
      paramLabel = "R",
      description = "Spark's: l2 = regParam. Default: none.")
  private Double regParam;

  @Option(
      names = "--weight-decay",
      paramLabel = "D",
      description = "PyTorch's: l2 = weight_decay, on the weights alone. Default: none.")
  private Double weightDecay;

  @Option(
      names = {"--l1-ratio", "--elastic-net-param"},
      paramLabel = "RATIO",
      description =
          "With --C, --alpha or --reg-param: the share of L1, from 0 to 1; l1 = ratio * penalty, l2 = (1 - ratio) * penalty."
              + " Default: none.")
  private Double ratio;

  /** What was given under another library's name. */
  private record Alias(String name, String meaning, double given, double penalty) {}

  /** Checks what does not depend on the data. */
  void check() {
    intercept();
    List<Alias> aliases = aliases(1);
    if (aliases.size() > 1) {
      throw new InputException(
          String.format(
              "%s and %s are names of one penalty; leave one of the two out",
              aliases.get(0).name, aliases.get(1).name));
    }
    if (aliases.isEmpty() && ratio != null) {
      throw new InputException(
          "--l1-ratio goes with --C, --alpha or --reg-param; or give --l1 and --l2");
    }
    if (aliases.isEmpty()) {
      return;
    }
    Alias alias = aliases.get(0);
    if (l1 != 0 || l2 != 0) {
      throw new InputException(
          alias.name + " is another name for --l2; leave " + (l2 != 0 ? "--l2" : "--l1") + " out");
    }
    if (!(alias.given > 0 && alias.given < Double.POSITIVE_INFINITY)) {
      throw new InputException(alias.name + " is " + alias.given + "; it must be over 0");
    }
    if (ratio != null && (weightDecay != null || !(ratio >= 0 && ratio <= 1))) {
      throw new InputException(
          weightDecay != null
              ? "--weight-decay has no share of L1; leave --l1-ratio out"
              : "--l1-ratio is " + ratio + "; it must be from 0 to 1");
    }
  }

  /** The penalty; where it was given under another name, says what it is here. */
  Penalty penalty(Dataset training, ClassWeights classWeights, Output output) {
    List<Alias> aliases = aliases(1);
    if (inverse != null) {
      aliases = aliases(WeightedRows.of(training, classWeights).sum());
    }
    if (aliases.isEmpty()) {
      return new Penalty(l1, l2, intercept());
    }
    Alias alias = aliases.get(0);
    double share = ratio == null ? 0 : ratio;
    Penalty penalty = new Penalty(share * alias.penalty, (1 - share) * alias.penalty, intercept());
    output.say(
        String.format(
            "%s %s%s is --l1 %s --l2 %s here: %s",
            alias.name,
            alias.given,
            ratio == null ? "" : " with an L1 share of " + ratio,
            penalty.l1(),
            penalty.l2(),
            alias.meaning));
    return penalty;
  }

  private List<Alias> aliases(double weight) {
    List<Alias> aliases = new ArrayList<>();
    if (inverse != null) {
      String meaning = "1 / (C * " + weight + "), the sum of the training rows' weights";
      aliases.add(new Alias("--C", meaning, inverse, 1 / (inverse * weight)));
    }
    if (alpha != null) {
      aliases.add(new Alias("--alpha", "the mean log loss is penalized alike", alpha, alpha));
    }
    if (regParam != null) {
      String meaning = "the same with features as they are or --standardize on both sides";
      aliases.add(new Alias("--reg-param", meaning, regParam, regParam));
    }
    if (weightDecay != null) {
      String meaning = "PyTorch decays the intercepts too, unless told otherwise";
      aliases.add(new Alias("--weight-decay", meaning, weightDecay, weightDecay));
    }
    return aliases;
  }

  private Intercept intercept() {
    return Intercept.of(intercept)
        .orElseThrow(
            () ->
                new InputException(
                    String.format(
                        "--intercept %s is not known; there are: %s.",
                        intercept, Intercept.labels())));
  }
}
