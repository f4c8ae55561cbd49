package org.logcl.data;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.logcl.error.InputException;
import org.logcl.error.Quote;

/** Rules for names that end up in files and hashes: valid Unicode, and distinct within a list. */
public final class Names {
  private Names() {}

  /**
   * The text itself.
   *
   * @param what names the text in the message, such as "label"
   * @throws InputException if it has an unpaired surrogate: UTF-8 cannot hold one, and two such
   *     names would become equal in a file
   */
  public static String requireUnicode(String what, String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new InputException(
          what + " " + Quote.of(text) + " is not valid Unicode: it has an unpaired surrogate");
    }
    return text;
  }

  /**
   * An immutable copy in the same order.
   *
   * @throws InputException if a name occurs twice or is not valid Unicode
   */
  public static List<String> requireDistinct(String what, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(requireUnicode(what, name))) {
        throw new InputException(
            what + " " + Quote.of(name) + " occurs twice; each must be unique");
      }
    }
    return List.copyOf(names);
  }
}
