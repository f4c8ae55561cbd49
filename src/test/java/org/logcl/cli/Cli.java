package org.logcl.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.logcl.kernel.Devices;

/** Runs the command line in this JVM and keeps what it printed. */
final class Cli {
  static final String CANCER = "examples/breast_cancer.csv";

  private Cli() {}

  /** How a run ended. */
  record Ran(int code, String out, String err) {
    /** The one JSON object on standard output; fails if anything else is there. */
    Map<?, ?> json() throws IOException {
      return (Map<?, ?>) parse(out);
    }

    @Override
    public String toString() {
      return "exit code " + code + "\n--- out\n" + out + "--- err\n" + err;
    }
  }

  static Ran run(Object... arguments) {
    return run(Devices.ofThisMachine(), arguments);
  }

  /** The same on a machine that has other devices. */
  static Ran run(Devices devices, Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; ++i) {
      words[i] = arguments[i].toString();
    }
    int code = Main.run(new Streams(out, err), devices, words);
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Objects as maps in order, arrays as lists; nothing may follow the value. */
  static Object parse(String text) throws IOException {
    try (JsonParser json = new JsonFactory().createParser(text)) {
      json.nextToken();
      Object value = value(json);
      if (json.nextToken() != null) {
        throw new IOException("more follows the JSON value in " + text);
      }
      return value;
    }
  }

  private static Object value(JsonParser json) throws IOException {
    switch (json.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
          String name = json.currentName();
          json.nextToken();
          map.put(name, value(json));
        }
        return map;
      }
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(json));
        }
        return list;
      }
      case VALUE_STRING -> {
        return json.getText();
      }
      case VALUE_NUMBER_INT -> {
        return json.getLongValue();
      }
      case VALUE_NUMBER_FLOAT -> {
        return json.getDoubleValue();
      }
      case VALUE_TRUE, VALUE_FALSE -> {
        return json.getBooleanValue();
      }
      default -> {
        return null;
      }
    }
  }
}
