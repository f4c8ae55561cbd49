package org.logcl.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logcl.error.InputException;

class JsonTest {
  @Test
  void writesTheSameBytesEverywhereAndLeavesTheStreamOpen() throws IOException {
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            throw new AssertionError("closed");
          }
        };
    Json.write(
        out,
        json -> {
          json.writeStartObject();
          json.writeStringField("device", "caf\u00e9");
          json.writeNumberField("loss", 0.1f);
          json.writeEndObject();
        });
    assertEquals(
        "{\n  \"device\" : \"caf\u00e9\",\n  \"loss\" : 0.1\n}\n",
        out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void stringsComeBack() {
    List<String> strings = List.of("", "a\"b\\c", "\u0000\n", "\ud83d\ude00", "\u2028");
    assertEquals(strings, Json.parseStrings(Json.strings(strings)));
    assertEquals(List.of(), Json.parseStrings("[]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[",
        "[\"a\"",
        "[\"a\",]",
        "[1]",
        "[null]",
        "{}",
        "\"a\"",
        "[\"a\"]]",
        "[] []",
        "['a']",
        "[\"a\" /* */]",
        "[[\"a\"]]",
        "[\"\n\"]"
      })
  void refusesWhatIsNoArrayOfStrings(String text) {
    assertThrows(InputException.class, () -> Json.parseStrings(text));
  }

  @Test
  void depthIsLimited() {
    String deep = "[".repeat(100_000);
    String message =
        assertThrows(
                InputException.class,
                () ->
                    Json.parse(
                        deep,
                        json -> {
                          while (json.nextToken() != null) {}
                          return "";
                        }))
            .getMessage();
    assertTrue(message.contains("nesting depth"), message);
  }
}
