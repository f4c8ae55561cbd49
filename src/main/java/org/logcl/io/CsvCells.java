package org.logcl.io;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.logcl.data.Decimals;
import org.logcl.error.InputException;
import org.logcl.error.Quote;

/** What the cells of a CSV file hold, and where it is when it is wrong. */
final class CsvCells {
  private static final Set<String> NOT_FINITE = Set.of("nan", "inf", "infinity");

  private final Path file;
  private final CsvHeader header;

  CsvCells(Path file, CsvHeader header) {
    this.file = file;
    this.header = header;
  }

  /** A finite number, without blanks around it. */
  float number(long line, int column, String cell) {
    if (cell.isEmpty()) {
      throw error(line, column, "the cell is empty; fill it, or remove the row or the column");
    }
    if (!Decimals.isDecimal(cell)) {
      String digits = cell.charAt(0) == '-' || cell.charAt(0) == '+' ? cell.substring(1) : cell;
      if (NOT_FINITE.contains(digits.toLowerCase(Locale.ROOT))) {
        throw error(
            line, column, Quote.of(cell) + " is not a finite number; remove the row or the column");
      }
      throw error(
          line,
          column,
          Quote.of(cell)
              + " is not a number; allowed are decimal numbers such as 12, -0.5 or 1e-3. Mend the"
              + " cell, or encode or remove the column");
    }
    float value = Float.parseFloat(cell);
    if (Float.isInfinite(value)) {
      throw error(
          line, column, Quote.of(cell) + " is over the largest float32, 3.4028235e38; rescale it");
    }
    return value;
  }

  /** A number from 0 to 1. */
  float share(long line, int column, String cell) {
    float value = number(line, column, cell);
    if (!(value >= 0 && value <= 1)) {
      throw error(
          line,
          column,
          Quote.of(cell)
              + " is not from 0 to 1; a target is 0 or 1, or a probability. One column of classes is given alone");
    }
    return value;
  }

  /** What is wrong with a cell. */
  InputException error(long line, int column, String message) {
    return new InputException(
        String.format(
            "%s, line %d, column %d (%s): %s",
            file, line, column + 1, Quote.of(header.name(column)), message));
  }
}
