package org.logcl.cli;

import java.util.List;
import java.util.Locale;
import org.logcl.error.InputException;
import org.logcl.train.ClassWeights;
import org.logcl.train.LossSettings;
import picocli.CommandLine.Option;

/** What the loss of a row is, and how much it counts. */
final class LossFlags {
  private static final String BALANCED = "balanced";

  @Option(
      names = "--class-weight",
      paramLabel = "WEIGHTS",
      description = {
        "balanced: S / (classes * S_c), S the sum of row weights and S_c that of a class, as scikit-learn's; or LABEL=W,... from 0"
            + " up, 1 for classes not named. May be given several times. A row counts its weight times its class's. With --head multilabel: what the positive side of a"
            + " label's loss counts; balanced: as much as its other side. Default: none."
      })
  private List<String> classWeights = List.of();

  @Option(
      names = "--pos-weight",
      paramLabel = "W",
      description = {
        "Of two classes: weight of the second, positive one, as PyTorch's pos_weight, but the mean is by the sum of weights and"
            + " not by rows. With --head multilabel: of every label; the mean is by row weights. Default: none."
      })
  private Double positiveWeight;

  @Option(
      names = "--label-smoothing",
      paramLabel = "SHARE",
      defaultValue = "0",
      description = {
        "Share of each training target that goes to all classes alike, from 0 to under 1: (1 - e) y + e / C, as PyTorch's. Default:"
            + " ${DEFAULT-VALUE}."
      })
  private double smoothing;

  /** The settings, checked but for the labels. */
  LossSettings settings() {
    return LossSettings.DEFAULT.withClassWeights(weights()).withLabelSmoothing(smoothing);
  }

  private ClassWeights weights() {
    boolean balanced =
        classWeights.stream().anyMatch(text -> text.toLowerCase(Locale.ROOT).equals(BALANCED));
    if (balanced && classWeights.size() > 1) {
      throw new InputException(
          "--class-weight balanced weighs every class; leave the other --class-weight out");
    }
    if (positiveWeight != null && !classWeights.isEmpty()) {
      throw new InputException(
          "--pos-weight is a class weight, of the positive class; leave it out, or --class-weight");
    }
    if (positiveWeight != null) {
      return ClassWeights.positive(positiveWeight);
    }
    if (balanced) {
      return ClassWeights.balanced();
    }
    NamedNumbers byLabel =
        new NamedNumbers(
            "--class-weight",
            "weight",
            "class",
            "balanced nor LABEL=W or LABEL=W,LABEL=W,...",
            NamedNumbers::decimal);
    return ClassWeights.of(byLabel.read(classWeights));
  }
}
