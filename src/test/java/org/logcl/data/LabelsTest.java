package org.logcl.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.logcl.error.InputException;

class LabelsTest {
  private static List<String> sorted(String... labels) {
    return Labels.of(List.of(labels)).names();
  }

  @Test
  void numbersSortByValue() {
    assertEquals(List.of("-1", "9", "10"), sorted("10", "9", "-1"));
    assertEquals(List.of("1e-3", ".5", "2.", "1E2"), sorted("1E2", "2.", ".5", "1e-3"));
    // Beyond the precision of a double.
    assertEquals(
        List.of("9007199254740992", "9007199254740993.0", "9007199254740994"),
        sorted("9007199254740994", "9007199254740993.0", "9007199254740992"));
  }

  @Test
  void equalNumbersSortByCodePoint() {
    assertEquals(List.of("+1", "01", "1", "1.0", "2"), sorted("2", "1.0", "1", "01", "+1"));
  }

  @Test
  void oneTextMakesAllTexts() {
    assertEquals(List.of("10", "9", "x"), sorted("x", "9", "10"));
    assertEquals(List.of("10", "9", "NaN"), sorted("9", "NaN", "10"));
    assertEquals(List.of("10", "9", "9f"), sorted("9f", "9", "10"));
    // No number that Java can hold, but no reason to fail either.
    assertEquals(List.of("10", "1e99999999999", "9"), sorted("9", "1e99999999999", "10"));
    String longest = "1".repeat(101);
    assertEquals(List.of("10", longest, "9"), sorted("9", longest, "10"));
  }

  @Test
  void hugeExponentsSortQuickly() {
    assertEquals(
        List.of("1e-2000000000", "1", "1e2000000000"),
        sorted("1e2000000000", "1", "1e-2000000000"));
  }

  @Test
  void textsSortByCodePointNotByUtf16() {
    String beyond = "\ud83d\ude00"; // U+1F600
    String fullwidth = "\uff01"; // U+FF01, whose one unit is over U+D83D
    assertTrue(beyond.compareTo(fullwidth) < 0);
    assertEquals(
        List.of("a", "\ud7ff", fullwidth, beyond), sorted(beyond, fullwidth, "\ud7ff", "a"));
    assertEquals(List.of("", "a", "aa", "b"), sorted("b", "aa", "", "a"));
    assertEquals(
        List.of("\ud83d\ude00", "\ud83d\ude01", "\ud83e\udd10"),
        sorted("\ud83e\udd10", "\ud83d\ude01", "\ud83d\ude00"));
  }

  @Test
  void mapsBothWays() {
    Labels labels = Labels.of(List.of("yes", "no", "yes"));
    assertEquals(2, labels.count());
    assertEquals("yes", labels.name(1));
    assertEquals(1, labels.indexOf("yes"));
    assertEquals(-1, labels.indexOf("Yes"));
  }

  @Test
  void storedOrderStays() {
    Labels labels = Labels.ofOrdered(List.of("b", "a"));
    assertEquals(0, labels.indexOf("b"));
    assertEquals(List.of("b", "a"), labels.names());
  }

  @Test
  void refusesWhatCannotBeMapped() {
    assertMessage("\"a\" occurs twice", () -> Labels.ofOrdered(List.of("a", "b", "a")));
    assertMessage("no labels", () -> Labels.of(List.of()));
    assertMessage("no labels", () -> Labels.ofOrdered(List.of()));
    assertMessage("unpaired surrogate", () -> Labels.of(List.of("a\ud83d")));
    assertMessage("unpaired surrogate", () -> Labels.ofOrdered(List.of("\ude00a")));
  }

  private static void assertMessage(String expected, Executable action) {
    String message = assertThrows(InputException.class, action).getMessage();
    assertTrue(message.contains(expected), message);
  }
}
