package org.logcl.io;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.logcl.error.InputException;
import org.logcl.error.Quote;

/**
 * The JSON header of a safetensors file: {@code {"__metadata__": {string: string}, NAME: {"dtype",
 * "shape", "data_offsets": [begin, end]}}}, offsets counted from the end of the header.
 *
 * @param tensors in the order of their data
 */
record SafetensorsHeader(SortedMap<String, String> metadata, List<Tensor> tensors) {
  private static final String METADATA = "__metadata__";
  private static final int MOST_DIMENSIONS = 8;

  SafetensorsHeader {
    metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    tensors = List.copyOf(tensors);
  }

  /**
   * One tensor: its bytes are [begin, end) of the data.
   *
   * @param dtype "F32" or "F64" here
   */
  record Tensor(String name, String dtype, List<Long> shape, long begin, long end) {
    Tensor {
      shape = List.copyOf(shape);
    }

    /** A tensor of the right length that begins at an offset. */
    static Tensor at(long begin, String name, String dtype, List<Long> shape) {
      return new Tensor(name, dtype, shape, begin, Math.addExact(begin, bytes(dtype, shape)));
    }

    private static long bytes(String dtype, List<Long> shape) {
      long bytes = dtype.equals("F64") ? Double.BYTES : Float.BYTES;
      for (long size : shape) {
        bytes = Math.multiplyExact(bytes, size);
      }
      return bytes;
    }
  }

  /** The header without padding. */
  String toJson() {
    return Json.compact(
        json -> {
          json.writeStartObject();
          json.writeObjectFieldStart(METADATA);
          for (Map.Entry<String, String> entry : metadata.entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
          }
          json.writeEndObject();
          for (Tensor tensor : tensors) {
            write(tensor, json);
          }
          json.writeEndObject();
        });
  }

  /** The header as it stands in a file: UTF-8, padded with spaces to a multiple of 8. */
  byte[] toBytes() {
    String json = toJson();
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return (json + " ".repeat(-bytes.length & 7)).getBytes(StandardCharsets.UTF_8);
  }

  /** Writes the beginning of a file: the header's length, and the header. */
  static void write(OutputStream out, byte[] header) throws IOException {
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.write(length.putLong(header.length).array());
    out.write(header);
  }

  /**
   * Parses a header; syntax only, that tensors fit a file or a model is for {@link ModelFile}.
   *
   * @throws InputException if it is not as the layout demands
   */
  static SafetensorsHeader parse(String text) {
    return Json.parse(text, SafetensorsHeader::read);
  }

  private static void write(Tensor tensor, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart(tensor.name());
    json.writeStringField("dtype", tensor.dtype());
    json.writeArrayFieldStart("shape");
    for (long size : tensor.shape()) {
      json.writeNumber(size);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("data_offsets");
    json.writeNumber(tensor.begin());
    json.writeNumber(tensor.end());
    json.writeEndArray();
    json.writeEndObject();
  }

  private static SafetensorsHeader read(JsonParser json) throws IOException {
    Json.require(json, JsonToken.START_OBJECT);
    SortedMap<String, String> metadata = new TreeMap<>();
    List<Tensor> tensors = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      Json.require(json, JsonToken.START_OBJECT);
      if (name.equals(METADATA)) {
        readMetadata(json, metadata);
      } else {
        tensors.add(readTensor(json, name));
      }
    }
    tensors.sort(Comparator.comparingLong(Tensor::begin));
    return new SafetensorsHeader(metadata, tensors);
  }

  private static void readMetadata(JsonParser json, SortedMap<String, String> metadata)
      throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = json.currentName();
      json.nextToken();
      Json.require(json, JsonToken.VALUE_STRING);
      metadata.put(key, json.getText());
    }
  }

  private static Tensor readTensor(JsonParser json, String name) throws IOException {
    String dtype = null;
    List<Long> shape = null;
    List<Long> offsets = null;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "dtype" -> {
          Json.require(json, JsonToken.VALUE_STRING);
          dtype = json.getText();
        }
        case "shape" -> shape = readSizes(json);
        case "data_offsets" -> offsets = readSizes(json);
        default ->
            throw new InputException(
                "tensor " + Quote.of(name) + " has an unknown field " + Quote.of(field));
      }
    }
    if (dtype == null || shape == null || offsets == null || offsets.size() != 2) {
      throw new InputException(
          "tensor " + Quote.of(name) + " must have dtype, shape and two data_offsets");
    }
    return new Tensor(name, dtype, shape, offsets.get(0), offsets.get(1));
  }

  private static List<Long> readSizes(JsonParser json) throws IOException {
    Json.require(json, JsonToken.START_ARRAY);
    List<Long> sizes = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      Json.require(json, JsonToken.VALUE_NUMBER_INT);
      long size = json.getLongValue();
      if (size < 0 || sizes.size() == MOST_DIMENSIONS) {
        throw new InputException("sizes and offsets must be few and not negative; here " + size);
      }
      sizes.add(size);
    }
    return sizes;
  }
}
