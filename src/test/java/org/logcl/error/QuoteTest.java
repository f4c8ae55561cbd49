package org.logcl.error;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuoteTest {
  @Test
  void hidesNothingAndStaysShort() {
    assertEquals("\"a\\u0009b\\u0000\"", Quote.of("a\tb\0"));
    assertEquals("\"" + "x".repeat(60) + "\"", Quote.of("x".repeat(60)));
    assertEquals("\"" + "x".repeat(60) + "...\"", Quote.of("x".repeat(61)));
  }

  @Test
  void listsAtMostTwenty() {
    assertEquals("\"a\", \"b\"", Quote.of(List.of("a", "b")));
    List<String> many = IntStream.range(0, 23).mapToObj(Integer::toString).toList();
    String quoted = Quote.of(many);
    assertEquals("\"18\", \"19\" and 3 more", quoted.substring(quoted.indexOf("\"18\"")));
  }
}
