package org.logcl.train;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What becomes of the intercepts. */
public enum Intercept {
  /** There are some, and no penalty is on them. */
  FREE,
  /** They are penalised like the weights, as LIBLINEAR's are. */
  PENALIZED,
  /** They stay 0. */
  NONE;

  /** Its name in options and files: {@code free}, ... */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of that name, in any case of letters. */
  public static Optional<Intercept> of(String label) {
    return Arrays.stream(values())
        .filter(value -> value.label().equals(label.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  /** All names, for messages. */
  public static String labels() {
    return Arrays.stream(values()).map(Intercept::label).collect(Collectors.joining(", "));
  }
}
