package org.logcl.train;

import java.util.Locale;
import org.logcl.error.InputException;
import org.logcl.error.Quote;

/**
 * How the learning rate changes from epoch to epoch. Epochs count from 1; what a warm-up of w
 * epochs gives is multiplied by e / w in epoch e up to w.
 *
 * @param kind the course
 * @param every epochs of a step, for {@link Kind#STEP}
 * @param value factor of a step; the share of the rate that {@link Kind#COSINE} ends at; the decay
 *     of {@link Kind#INVERSE}
 * @param warmUp epochs of a linear warm-up; 0 for none
 */
public record Schedule(Kind kind, int every, double value, int warmUp) {
  /** Courses of a learning rate, in epoch e of E. */
  public enum Kind {
    /** rate. */
    CONSTANT,
    /** rate * factor^floor((e - 1) / every). */
    STEP,
    /** rate * (end + (1 - end) (1 + cos(pi (e - 1) / E)) / 2). */
    COSINE,
    /** rate / (1 + decay (e - 1)). */
    INVERSE
  }

  /** The same rate in every epoch. */
  public static final Schedule CONSTANT = new Schedule(Kind.CONSTANT, 1, 1, 0);

  private static final String FORMS =
      "constant, step:EVERY:FACTOR such as step:10:0.5, cosine or cosine:END such as cosine:0.01, inverse:DECAY such as"
          + " inverse:0.1";

  /** Checks every value. */
  public Schedule {
    Allowed.require(every >= 1, "number of epochs of a step", every, "1 or more");
    Allowed.require(warmUp >= 0, "number of warm-up epochs", warmUp, "0 or more");
    switch (kind) {
      case STEP ->
          Allowed.require(value > 0 && value <= 1, "factor of a step", value, "over 0, at most 1");
      case COSINE ->
          Allowed.require(value >= 0 && value <= 1, "end of the cosine", value, "from 0 to 1");
      case INVERSE ->
          Allowed.require(
              value >= 0 && value <= Allowed.MOST, "decay of the rate", value, "0 to 1e30");
      case CONSTANT -> {}
    }
  }

  /**
   * Reads what {@link #toString} writes, without its warm-up.
   *
   * @throws InputException where the text is none of the forms
   */
  public static Schedule of(String text, int warmUp) {
    String[] parts = text.toLowerCase(Locale.ROOT).split(":", -1);
    try {
      if (parts[0].equals("constant") && parts.length == 1) {
        return new Schedule(Kind.CONSTANT, 1, 1, warmUp);
      }
      if (parts[0].equals("step") && parts.length == 3) {
        return new Schedule(
            Kind.STEP, Integer.parseInt(parts[1]), Double.parseDouble(parts[2]), warmUp);
      }
      if (parts[0].equals("cosine") && parts.length <= 2) {
        double end = parts.length == 1 ? 0 : Double.parseDouble(parts[1]);
        return new Schedule(Kind.COSINE, 1, end, warmUp);
      }
      if (parts[0].equals("inverse") && parts.length == 2) {
        return new Schedule(Kind.INVERSE, 1, Double.parseDouble(parts[1]), warmUp);
      }
    } catch (NumberFormatException e) {
      // Told below, with the forms there are.
    }
    throw new InputException(
        "The schedule " + Quote.of(text) + " is not known; there are: " + FORMS + ".");
  }

  /** The same with a warm-up of so many epochs. */
  public Schedule withWarmUp(int epochs) {
    return new Schedule(kind, every, value, epochs);
  }

  /** Whether every epoch has the same rate. */
  public boolean isConstant() {
    return kind == Kind.CONSTANT && warmUp <= 1;
  }

  /**
   * The rate of an epoch, the same bits on every machine.
   *
   * @param rate the learning rate
   * @param epoch from 1
   * @param epochs how many there will be
   */
  public double rate(double rate, int epoch, int epochs) {
    double course =
        switch (kind) {
          case CONSTANT -> rate;
          case STEP -> {
            double stepped = rate;
            for (int i = (epoch - 1) / every; i > 0 && stepped > 0; --i) {
              stepped *= value;
            }
            yield stepped;
          }
          case COSINE -> {
            double cosine = StrictMath.cos(StrictMath.PI * (epoch - 1) / epochs);
            yield rate * (value + (1 - value) * (1 + cosine) / 2);
          }
          case INVERSE -> rate / (1 + value * (epoch - 1));
        };
    return epoch < warmUp ? course * epoch / warmUp : course;
  }

  /** {@code constant}, {@code step:10:0.5}, {@code cosine:0.01}, {@code inverse:0.1}. */
  @Override
  public String toString() {
    return switch (kind) {
      case CONSTANT -> "constant";
      case STEP -> "step:" + every + ":" + value;
      case COSINE -> "cosine:" + value;
      case INVERSE -> "inverse:" + value;
    };
  }
}
