package org.logcl.io;

import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.logcl.error.InputException;

/**
 * How to read a CSV file.
 *
 * @param target the column with the classes: a name, or a position from 1 if no column has that
 *     name; empty to read features alone
 * @param separator between the cells of a row
 * @param progress gets the number of bytes read so far, now and then, on the reading thread
 */
public record CsvOptions(Optional<String> target, char separator, LongConsumer progress) {
  /** Checks the values. */
  public CsvOptions {
    Objects.requireNonNull(target);
    Objects.requireNonNull(progress);
    if (separator == '"' || separator == '\r' || separator == '\n') {
      throw new InputException(
          "the separator must not be a quote or a line end; usual are , ; and tab");
    }
  }

  /** Commas, and a column with the classes. */
  public static CsvOptions ofTarget(String target) {
    return new CsvOptions(Optional.of(target), ',', bytes -> {});
  }

  /** Commas, features alone. */
  public static CsvOptions withoutTarget() {
    return new CsvOptions(Optional.empty(), ',', bytes -> {});
  }

  /** The same with another separator. */
  public CsvOptions withSeparator(char other) {
    return new CsvOptions(target, other, progress);
  }

  /** The same with somebody who wants to know how far reading is. */
  public CsvOptions withProgress(LongConsumer listener) {
    return new CsvOptions(target, separator, listener);
  }
}
