package org.logcl.cli;

import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.logcl.data.Decimals;
import org.logcl.error.Quote;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Options' values, strictly: Java's own parsers take "1f", "0x1p3" and "NaN". */
final class Converters {
  private Converters() {}

  static void register(CommandLine line) {
    line.registerConverter(int.class, Converters::integer);
    line.registerConverter(long.class, Converters::longInteger);
    line.registerConverter(Long.class, Converters::longInteger);
    line.registerConverter(double.class, Converters::decimal);
    line.registerConverter(Double.class, Converters::decimal);
    line.registerConverter(Path.class, Converters::path);
  }

  private static int integer(String text) {
    long value = whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
    return Math.toIntExact(value);
  }

  private static Long longInteger(String text) {
    return whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static long whole(String text, long least, long most) {
    try {
      BigInteger value = new BigInteger(text);
      if (value.bitLength() < Long.SIZE
          && value.longValue() >= least
          && value.longValue() <= most) {
        return value.longValue();
      }
      throw new TypeConversionException(
          Quote.of(text) + " is out of range; allowed are " + least + " to " + most);
    } catch (NumberFormatException e) {
      throw new TypeConversionException(Quote.of(text) + " is not a whole number");
    }
  }

  private static Double decimal(String text) {
    if (!Decimals.isDecimal(text)) {
      throw new TypeConversionException(
          Quote.of(text) + " is not a decimal number such as 0.1 or 1e-3");
    }
    return Double.parseDouble(text);
  }

  private static Path path(String text) {
    if (text.isEmpty()) {
      throw new TypeConversionException("the name of a file is expected, not an empty text");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(Quote.of(text) + " is not the name of a file");
    }
  }
}
