package org.logcl.bench;

import java.util.List;
import java.util.Optional;
import org.logcl.kernel.Knob;

/**
 * What the search found for one class of shapes.
 *
 * @param name of the class
 * @param knob that was turned
 * @param usual its value before
 * @param usualSeconds of a run with that; NaN where it was not measured
 * @param trials the other values that were measured, in the order tried
 * @param confirmed ratio of the best one's time to the usual one's in the second measurement, the
 *     worse of two; NaN where there was none
 * @param verdict what came of it
 */
public record Finding(
    String name,
    Knob knob,
    int usual,
    double usualSeconds,
    List<Trial> trials,
    double confirmed,
    Verdict verdict) {

  /**
   * A value, measured.
   *
   * @param value of the knob
   * @param seconds of a run, the median
   * @param ratio to the time with the usual value, the median over the rounds
   */
  public record Trial(int value, double seconds, double ratio) {}

  /** What came of a search. */
  public enum Verdict {
    /** Another value is faster, and was so twice. */
    FASTER("faster, confirmed"),
    /** None was faster by the margin. */
    NONE_FASTER("as shipped: none faster by 3 %"),
    /** The second measurement did not show what the first did. */
    NOT_CONFIRMED("as shipped: not confirmed"),
    /** Time was up before there was a result. */
    NO_TIME("as shipped: no time left");

    private final String label;

    Verdict(String label) {
      this.label = label;
    }

    /** For people. */
    public String label() {
      return label;
    }
  }

  /** Copies the list. */
  public Finding {
    trials = List.copyOf(trials);
  }

  /** The fastest of the other values. */
  public Optional<Trial> best() {
    return trials.stream().reduce((a, b) -> b.ratio() < a.ratio() ? b : a);
  }

  /** The value to take. */
  public int chosen() {
    return verdict == Verdict.FASTER ? best().orElseThrow().value() : usual;
  }
}
