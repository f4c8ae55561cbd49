package org.logcl.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {
  @ParameterizedTest
  @ValueSource(strings = {"0", "-0", "+7", "12.5", ".5", "5.", "1e3", "1.E-3", "-.1e+05", "00"})
  void takesDecimals(String text) {
    assertTrue(Decimals.isDecimal(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "+",
        ".",
        "-.",
        "e5",
        ".e5",
        "1e",
        "1e+",
        "1f",
        "1d",
        "0x1p3",
        "NaN",
        "Infinity",
        "inf",
        " 1",
        "1 ",
        "1,5",
        "1_000",
        "--1",
        "1.2.3",
        "1e5.0",
        "\u0661",
        "1e5e5",
        "0x10"
      })
  void refusesTheRest(String text) {
    assertFalse(Decimals.isDecimal(text));
  }

  @Test
  void agreesWithItsGrammar() {
    Pattern grammar = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    Random random = new Random(1);
    String alphabet = "0123456789..eE+-x ";
    int decimals = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(8); n > 0; n--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      boolean expected = grammar.matcher(text).matches();
      decimals += expected ? 1 : 0;
      assertEquals(expected, Decimals.isDecimal(text), text.toString());
      if (expected) {
        Float.parseFloat(text.toString()); // must not throw
      }
    }
    assertTrue(decimals > 10_000, "too few decimals to prove anything: " + decimals);
  }
}
