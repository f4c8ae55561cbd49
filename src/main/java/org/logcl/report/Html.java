package org.logcl.report;

/** Text of others in HTML. */
final class Html {
  private Html() {}

  /**
   * Escaped for content and for attributes in either quotes; control characters, which XML does not
   * allow, as a question mark.
   */
  static String text(String raw) {
    StringBuilder escaped = new StringBuilder(raw.length() + 16);
    raw.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isText(c) ? c : '?');
              }
            });
    return escaped.toString();
  }

  private static boolean isText(int c) {
    boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    return (c == '\n' || !Character.isISOControl(c)) && !surrogate && (c & 0xfffe) != 0xfffe;
  }
}
