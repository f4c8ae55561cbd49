package org.logcl.metrics;

/** Which of several classes with the same probability comes first. */
public enum TieBreak {
  /** The lowest class index: the softmax head, and NumPy's {@code argmax}. */
  LOWEST_CLASS {
    @Override
    boolean before(int a, int b) {
      return a < b;
    }
  },
  /** The highest: the sigmoid head (p = 1/2 is positive), and scikit-learn's top-k accuracy. */
  HIGHEST_CLASS {
    @Override
    boolean before(int a, int b) {
      return a > b;
    }
  };

  /** Whether class a comes before class b. */
  abstract boolean before(int a, int b);

  /** How many classes come before one: 0 for the predicted class. */
  int rank(double[] probabilities, int of) {
    int rank = 0;
    for (int c = 0; c < probabilities.length; ++c) {
      if (probabilities[c] > probabilities[of]
          || (probabilities[c] == probabilities[of] && before(c, of))) {
        ++rank;
      }
    }
    return rank;
  }

  /** The class that comes first. */
  int first(double[] probabilities) {
    int first = 0;
    for (int c = 1; c < probabilities.length; ++c) {
      if (probabilities[c] > probabilities[first]
          || (probabilities[c] == probabilities[first] && before(c, first))) {
        first = c;
      }
    }
    return first;
  }
}
