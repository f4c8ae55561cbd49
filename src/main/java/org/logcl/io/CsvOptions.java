package org.logcl.io;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.logcl.error.InputException;

/**
 * How to read a CSV file.
 *
 * @param target the column with the classes: a name, or a position from 1 if no column has that
 *     name. Or several, separated by commas as in a line of CSV, with numbers from 0 to 1: the
 *     shares of the classes of their names. Empty to read features alone
 * @param together whether several target columns are labels that go together in any way
 * @param weights the column with the rows' weights, given as the target is; empty if every row
 *     weighs 1. A row of weight 0 is left out, as if its line were not there
 * @param ignored a label whose rows are left out, as if their lines were not there; empty for none
 * @param separator between the cells of a row
 * @param progress gets the number of bytes read so far, now and then, on the reading thread
 * @param notes gets a line about rows that were left out, if any were
 */
public record CsvOptions(
    Optional<String> target,
    boolean together,
    Optional<String> weights,
    Optional<String> ignored,
    char separator,
    LongConsumer progress,
    Consumer<String> notes) {
  /** Checks the values. */
  public CsvOptions {
    Objects.requireNonNull(target);
    Objects.requireNonNull(weights);
    Objects.requireNonNull(ignored);
    Objects.requireNonNull(progress);
    Objects.requireNonNull(notes);
    if (separator == '"' || separator == '\r' || separator == '\n') {
      throw new InputException(
          "the separator must not be a quote or a line end; usual are , ; and tab");
    }
  }

  /** Commas, and a column with the classes. */
  public static CsvOptions ofTarget(String target) {
    return withoutTarget().withTarget(target);
  }

  /** Commas, features alone. */
  public static CsvOptions withoutTarget() {
    return new CsvOptions(
        Optional.empty(), false, Optional.empty(), Optional.empty(), ',', bytes -> {}, note -> {});
  }

  /** The same with a column with the classes. */
  public CsvOptions withTarget(String column) {
    return new CsvOptions(
        Optional.of(column), together, weights, ignored, separator, progress, notes);
  }

  /** The same, several target columns being labels that go together, or shares of classes. */
  public CsvOptions withTogether(boolean value) {
    return new CsvOptions(target, value, weights, ignored, separator, progress, notes);
  }

  /** The same with a column with the rows' weights. */
  public CsvOptions withWeights(String column) {
    return new CsvOptions(
        target, together, Optional.of(column), ignored, separator, progress, notes);
  }

  /** The same without the rows of a label. */
  public CsvOptions withIgnored(String label) {
    return new CsvOptions(
        target, together, weights, Optional.of(label), separator, progress, notes);
  }

  /** The same with another separator. */
  public CsvOptions withSeparator(char other) {
    return new CsvOptions(target, together, weights, ignored, other, progress, notes);
  }

  /** The same with somebody who wants to know how far reading is. */
  public CsvOptions withProgress(LongConsumer listener) {
    return new CsvOptions(target, together, weights, ignored, separator, listener, notes);
  }

  /** The same with somebody who wants to know of rows that were left out. */
  public CsvOptions withNotes(Consumer<String> listener) {
    return new CsvOptions(target, together, weights, ignored, separator, progress, listener);
  }
}
