package org.logcl.error;

import java.util.List;

/** Quotes pieces of the user's input in messages: short, on one line, nothing invisible. */
public final class Quote {
  private static final int LONGEST = 60;
  private static final int MOST = 20;

  private Quote() {}

  /** The text in double quotes; control characters as \\uXXXX, what exceeds 60 characters cut. */
  public static String of(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    int end = Math.min(text.length(), LONGEST);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c)) {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append(end < text.length() ? "...\"" : "\"").toString();
  }

  /** The texts quoted and separated by commas, at most 20 of them. */
  public static String of(List<String> texts) {
    StringBuilder quoted = new StringBuilder();
    for (int i = 0; i < Math.min(texts.size(), MOST); i++) {
      quoted.append(i == 0 ? "" : ", ").append(of(texts.get(i)));
    }
    if (texts.size() > MOST) {
      quoted.append(" and ").append(texts.size() - MOST).append(" more");
    }
    return quoted.toString();
  }
}
