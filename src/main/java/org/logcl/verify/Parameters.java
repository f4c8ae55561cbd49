package org.logcl.verify;

import org.logcl.error.Quote;
import org.logcl.model.Head;
import org.logcl.model.LinearModel;

/** A model's parameters in words. */
final class Parameters {
  private Parameters() {}

  /** One of them: weights row-major [features][logits], then intercepts. */
  static String name(LinearModel model, int index) {
    int feature = index / model.logits();
    String what =
        feature < model.features()
            ? "weight of feature " + Quote.of(model.featureNames().get(feature))
            : "intercept";
    return model.logits() == 1
        ? what
        : what
            + (model.head() == Head.MULTILABEL ? " for label " : " for class ")
            + Quote.of(model.labels().name(index % model.logits()));
  }
}
