package org.logcl.io;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.logcl.error.InputException;

/** JSON by streaming: no binding, limits on, the same bytes on every system. */
public final class Json {
  /** The longest document that is read: that of a model file's header. */
  static final int LONGEST_DOCUMENT = 1 << 24;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(8)
                  .maxDocumentLength(LONGEST_DOCUMENT)
                  .maxStringLength(LONGEST_DOCUMENT)
                  .maxNameLength(LONGEST_DOCUMENT)
                  .maxNumberLength(20)
                  .build())
          .build();

  private Json() {}

  /**
   * Writes one document, indented, as UTF-8 with a newline at its end. Does not close the stream.
   *
   * @param body writes one value
   */
  public static void write(OutputStream out, IoConsumer<JsonGenerator> body) throws IOException {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    try (JsonGenerator json = FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setPrettyPrinter(printer);
      body.accept(json);
      json.writeRaw('\n');
    }
  }

  /** One document without blanks. */
  static String compact(IoConsumer<JsonGenerator> body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      body.accept(json);
    } catch (IOException e) {
      throw new UncheckedIOException("no I/O to a string", e);
    }
    return text.toString();
  }

  /**
   * Parses one document; nothing but blanks may follow it.
   *
   * @throws InputException with the parser's reason if it is not valid JSON or over the limits
   */
  static <T> T parse(String text, Reading<T> reading) {
    try (JsonParser json = FACTORY.createParser(text)) {
      json.nextToken();
      T value = reading.read(json);
      if (json.nextToken() != null) {
        throw new InputException("more text follows the JSON value");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new InputException("not the JSON expected: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("no I/O from a string", e);
    }
  }

  /** An array of strings as JSON. */
  static String strings(List<String> values) {
    return compact(
        json -> {
          json.writeStartArray();
          for (String value : values) {
            json.writeString(value);
          }
          json.writeEndArray();
        });
  }

  /** Parses an array of strings. */
  static List<String> parseStrings(String text) {
    return parse(
        text,
        json -> {
          require(json, JsonToken.START_ARRAY);
          List<String> values = new ArrayList<>();
          while (json.nextToken() != JsonToken.END_ARRAY) {
            require(json, JsonToken.VALUE_STRING);
            values.add(json.getText());
          }
          return values;
        });
  }

  /** Checks the current token. */
  static void require(JsonParser json, JsonToken expected) {
    if (json.currentToken() != expected) {
      throw new InputException(
          "JSON token " + json.currentToken() + " where " + expected + " is expected");
    }
  }

  /** Reads a value that begins at the current token and ends at its last one. */
  @FunctionalInterface
  interface Reading<T> {
    T read(JsonParser json) throws IOException;
  }
}
