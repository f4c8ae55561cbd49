package org.logcl.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.logcl.data.Decimals;
import org.logcl.error.InputException;
import org.logcl.error.Quote;

/**
 * Numbers by name, {@code NAME=V,NAME=V,...}, as options take them.
 *
 * @param option its name
 * @param what is given, such as a weight
 * @param owner what has one, such as a class
 * @param allowed what the option may be, for messages
 * @param parse the number of a text, where it is one
 */
record NamedNumbers(
    String option,
    String what,
    String owner,
    String allowed,
    Function<String, Optional<Double>> parse) {
  // A name may have commas and equals signs of its own: the number is what follows the last one
  // before a comma or the end.
  private static final Pattern ENTRY = Pattern.compile("\\G(.+?)=([^,=]*)(?:,|$)");

  /** A decimal number, where a text is one. */
  static Optional<Double> decimal(String text) {
    return Decimals.isDecimal(text) ? Optional.of(Double.valueOf(text)) : Optional.empty();
  }

  /** Reads the values of the option, which may be given several times. */
  Map<String, Double> read(Iterable<String> texts) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (String text : texts) {
      Matcher entry = ENTRY.matcher(text);
      int end = 0;
      while (entry.find()) {
        end = entry.end();
        add(text, entry.group(1).strip(), entry.group(2).strip(), numbers);
      }
      if (end < text.length() || text.isEmpty()) {
        throw new InputException(option + " " + text + " is neither " + allowed);
      }
    }
    return numbers;
  }

  private void add(String text, String name, String number, Map<String, Double> numbers) {
    double value =
        parse
            .apply(number)
            .orElseThrow(
                () ->
                    new InputException(
                        String.format(
                            "%s %s: the %s of the %s %s, %s, is not a number",
                            option, text, what, owner, Quote.of(name), Quote.of(number))));
    if (numbers.put(name, value) != null) {
      throw new InputException(
          String.format(
              "%s %s: the %s %s has a %s already; leave one of the two out",
              option, text, owner, Quote.of(name), what));
    }
  }
}
