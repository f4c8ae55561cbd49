package org.logcl.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.logcl.error.InputException;

/** Files that are cut, altered, or made by somebody with other ideas. */
class ModelFileDamageTest {
  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("model");
  }

  private byte[] written() {
    ModelFile.write(file, Models.softmax());
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String message(byte[] bytes) throws IOException {
    Files.write(file, bytes);
    String message = assertThrows(InputException.class, () -> ModelFile.read(file)).getMessage();
    assertTrue(message.startsWith("Model file " + file + ": "), message);
    return message;
  }

  @Test
  void cutAnywhere() throws IOException {
    byte[] whole = written();
    for (int length = 0; length < whole.length; length++) {
      message(Arrays.copyOf(whole, length));
    }
    assertTrue(message(new byte[0]).contains("only 0 bytes long"));
    assertTrue(message(Arrays.copyOf(whole, 100)).contains("cut: the header takes"));
    assertTrue(message(Arrays.copyOf(whole, whole.length - 1)).contains("67 follow the header"));
    assertTrue(message(Arrays.copyOf(whole, whole.length + 1)).contains("69 follow the header"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x01, 0x20, 0x80, 0xff})
  void alteredAnywhere(int flip) throws IOException {
    byte[] whole = written();
    for (int i = 0; i < whole.length; i++) {
      byte[] altered = whole.clone();
      altered[i] ^= (byte) flip;
      message(altered);
    }
  }

  @Test
  void bytesSwappedOrHashInCapitals() throws IOException {
    byte[] whole = written();
    byte[] swapped = whole.clone();
    int last = whole.length - 1;
    swapped[last] = whole[last - 1];
    swapped[last - 1] = whole[last];
    assertTrue(message(swapped).contains("fileSha256 is stored as"));
    String header = Models.header(whole);
    int at = header.indexOf("\"fileSha256\":\"") + "\"fileSha256\":\"".length();
    int from = 8 + header.substring(0, at).getBytes(UTF_8).length;
    byte[] capitals = whole.clone();
    for (int i = from; i < from + 64; i++) {
      capitals[i] = (byte) Character.toUpperCase(whole[i]);
    }
    assertTrue(message(capitals).contains("fileSha256 is stored as"));
  }

  /**
   * The maker of altered files makes unaltered ones too, or the tests below would prove nothing.
   */
  @Test
  void remadeFileIsAccepted() throws IOException {
    byte[] whole = written();
    byte[] remade = Models.file(Models.header(whole), Models.data(whole));
    assertEquals(-1, Arrays.mismatch(whole, remade));
    Files.write(
        file,
        Models.file(
            Models.header(whole).replace("\"seed\":\"7\"", "\"seed\":\"8\""), Models.data(whole)));
    assertEquals("8", ModelFile.read(file).metadata().get("seed"));
  }

  private static Arguments edit(String from, String to, String message) {
    return Arguments.of(from, to, message);
  }

  static Stream<Arguments> edits() {
    return Stream.of(
        edit("\"weight\":", "\"weights\":", "is \"weights\" \"F32\" [2, 3] at [32, 56) where"),
        edit("\"bias\":", "\"weight\":", "Duplicate field 'weight'"),
        edit("\"seed\":", "\"device\":", "Duplicate field 'device'"),
        edit("[32,56]", "[32,60]", "[32, 60)"),
        edit("[32,56]", "[36,56]", "[36, 56)"),
        edit("[32,56]", "[56,32]", "[56, 32)"),
        edit("[56,68]", "[60,72]", "[60, 72)"),
        edit("[32,56]", "[32,56,60]", "two data_offsets"),
        edit("[32,56]", "[-32,56]", "not negative; here -32"),
        edit("[32,56]", "[32,99999999999999999999]", "out of range of long"),
        edit("[32,56]", "[32,5.6e1]", "VALUE_NUMBER_FLOAT"),
        edit("[2,3]", "[3,2]", "[3, 2]"),
        edit("[2,3]", "[2,4611686018427387905]", "[2, 4611686018427387905]"),
        edit("[2,3]", "[2,3,1]", "[2, 3, 1]"),
        edit("[2,3]", "[1,1,1,1,1,1,1,2,3]", "must be few"),
        edit("[2,3]", "\"2,3\"", "VALUE_STRING where START_ARRAY"),
        edit("\"F32\",\"shape\":[3]", "\"F16\",\"shape\":[3]", "\"F16\""),
        edit("\"F32\",\"shape\":[3]", "3,\"shape\":[3]", "VALUE_NUMBER_INT where VALUE_STRING"),
        edit("\"shape\":[3],", "", "must have dtype, shape and two data_offsets"),
        edit("\"shape\":[3]", "\"shape\":[3],\"x\":1", "unknown field \"x\""),
        edit("\"bias\":{", "\"bias\":7,\"c\":{", "VALUE_NUMBER_INT where START_OBJECT"),
        edit(
            "}}",
            "},\"more\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[68,68]}}",
            "where none"),
        edit("}}", "}} {}", "more text follows"),
        edit("}}", "}", "not the JSON expected"),
        edit("\"seed\":\"7\"", "\"seed\":7", "VALUE_NUMBER_INT where VALUE_STRING"),
        edit("\"format\":\"logcl-linear\"", "\"format\":\"pt\"", "not a LogCL model"),
        edit(
            "\"formatVersion\":\"1\"",
            "\"formatVersion\":\"3\"",
            "version \"3\"; this LogCL reads"),
        edit("\"formatVersion\":\"1\",", "", "the metadata has no \"formatVersion\""),
        edit("\"head\":\"softmax\",", "", "the metadata has no \"head\""),
        edit("\"head\":\"softmax\"", "\"head\":\"sigmoid\"", "exactly 2 classes, here 3"),
        edit("\"head\":\"softmax\"", "\"head\":\"linear\"", "unknown head \"linear\""),
        edit("[\\\"z\\\",", "[\\\"z\\\",\\\"z\\\",", "label \"z\" occurs twice"),
        edit("[\\\"z\\\",", "[\\\"z\\\",\\\"y\\\",", "[2, 3] at [32, 56) where"),
        edit("[\\\"z\\\",", "[", "[2, 3] at [32, 56) where"),
        edit("[\\\"z\\\",", "[7,", "VALUE_NUMBER_INT where VALUE_STRING"),
        edit("[\\\"z\\\",", "[\\\"y\\\",", "modelSha256 is stored as"),
        edit("[\\\"l\u00e4nge\\\",", "[", "is \"standardization.mean\" \"F64\" [2]"),
        edit("[\\\"l\u00e4nge\\\",", "[\\\"\\\",", "feature name \"\" occurs twice"),
        edit("\"fileSha256\":", "\"fileSha\":", "the metadata has no \"fileSha256\""),
        edit("\"modelSha256\":", "\"modelSha\":", "the metadata has no \"modelSha256\""));
  }

  /** The file's hash is right in all of these: what else is wrong must be seen. */
  @ParameterizedTest
  @MethodSource("edits")
  void headersThatLie(String from, String to, String expected) throws IOException {
    byte[] whole = written();
    String header = Models.header(whole);
    assertTrue(header.contains(from), from + " in " + header);
    int at = from.equals("}}") ? header.lastIndexOf(from) : header.indexOf(from);
    String edited = header.substring(0, at) + to + header.substring(at + from.length());
    String message = message(Models.file(edited, Models.data(whole)));
    assertTrue(message.contains(expected), message);
  }

  @Test
  void valuesThatAreNotFiniteOrNotTheModels() throws IOException {
    byte[] whole = written();
    ByteBuffer data = ByteBuffer.wrap(Models.data(whole)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] original = data.array().clone();
    data.putFloat(32 + 4, Float.NaN);
    assertTrue(
        message(Models.file(Models.header(whole), data.array())).contains("weight 1 is NaN"));
    data.put(0, original).putDouble(0, Double.POSITIVE_INFINITY);
    assertTrue(
        message(Models.file(Models.header(whole), data.array())).contains("mean 0 is Infinity"));
    data.put(0, original).putDouble(16, -1);
    assertTrue(
        message(Models.file(Models.header(whole), data.array())).contains("scale 0 is -1.0"));
    data.put(0, original).putFloat(64, 4);
    assertTrue(
        message(Models.file(Models.header(whole), data.array())).contains("modelSha256 is stored"));
  }

  @Test
  void headersThatAreNotUtf8OrTooDeep() throws IOException {
    byte[] data = {};
    byte[] latin = Models.file("{\"\u00e9\":{}}", data);
    latin[10] = (byte) 0xe9;
    assertTrue(message(latin).contains("the header is not UTF-8"));
    assertTrue(message(Models.file("[".repeat(100_000), data)).contains("START_OBJECT"));
    assertTrue(
        message(Models.file("{\"a\":{\"shape\":" + "[".repeat(100_000), data))
            .contains("START_ARRAY where VALUE_NUMBER_INT"));
    assertTrue(message(Models.file("", data)).contains("a header of 0 bytes"));
  }

  /** Claims of huge sizes are refused by the file's size, without allocating and in no time. */
  @Test
  void hugeClaims() throws IOException {
    for (long length : List.of(-1L, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32, (1L << 24) + 8)) {
      byte[] bytes = written();
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
      String message = message(bytes);
      assertTrue(message.contains("header of " + Long.toUnsignedString(length)), message);
    }
    byte[] whole = written();
    String huge =
        Models.header(whole)
            .replace("[2,3]", "[2,1000000000000]")
            .replace("[32,56]", "[32,8000000000032]")
            .replace("[56,68]", "[8000000000032,8000000000044]");
    assertTrue(message(Models.file(huge, Models.data(whole))).contains("[2, 1000000000000]"));
  }

  @Test
  void aSparseGiantIsRefusedQuickly() throws IOException {
    byte[] whole = written();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[1]), 1L << 33); // 8 GiB, almost all a hole
    }
    String message =
        assertTimeout(
            Duration.ofSeconds(1),
            () -> assertThrows(InputException.class, () -> ModelFile.read(file)).getMessage());
    assertTrue(message.contains("follow the header"), message);
    assertTrue(whole.length < 2000);
  }
}
