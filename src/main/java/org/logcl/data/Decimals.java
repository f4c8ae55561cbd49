package org.logcl.data;

/**
 * The decimal numbers that data may hold: {@code [+-] digits [. digits] [e [+-] digits]}, with a
 * digit before or after the point. {@link Float#parseFloat} alone also takes "1f", "0x1p3", "NaN"
 * and "Infinity", which in a data file are mistakes.
 */
public final class Decimals {
  private Decimals() {}

  /** Whether all of the text is a decimal number; no blanks around it. */
  public static boolean isDecimal(CharSequence text) {
    int i = skipSign(text, 0);
    int afterWhole = skipDigits(text, i);
    int digits = afterWhole - i;
    i = afterWhole;
    if (i < text.length() && text.charAt(i) == '.') {
      int afterFraction = skipDigits(text, i + 1);
      digits += afterFraction - i - 1;
      i = afterFraction;
    }
    if (digits == 0) {
      return false;
    }
    if (i < text.length() && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
      int exponent = skipSign(text, i + 1);
      i = skipDigits(text, exponent);
      if (i == exponent) {
        return false;
      }
    }
    return i == text.length();
  }

  private static int skipSign(CharSequence text, int from) {
    boolean sign = from < text.length() && (text.charAt(from) == '+' || text.charAt(from) == '-');
    return sign ? from + 1 : from;
  }

  private static int skipDigits(CharSequence text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    return i;
  }
}
