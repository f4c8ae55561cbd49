package org.logcl.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.logcl.data.Labels;
import org.logcl.data.Preparation;
import org.logcl.data.Standardization;
import org.logcl.model.Head;
import org.logcl.model.LinearModel;

/** Small models, and model files made by hand. */
final class Models {
  static final Map<String, String> NOTES = Map.of("seed", "7", "device", "Ger\u00e4t \"x\"\n");

  private Models() {}

  static LinearModel softmax() {
    Standardization step =
        Standardization.of(new double[] {0.1, -1e300}, new double[] {3, Double.MIN_VALUE});
    return LinearModel.of(
            Head.SOFTMAX,
            Labels.ofOrdered(List.of("z", "a\"b", "\ud83d\ude00")),
            List.of("l\u00e4nge", ""),
            new float[] {1, -2, Float.MIN_VALUE, Float.MAX_VALUE, -0f, 0.1f},
            new float[] {0.5f, 0, -3},
            Preparation.standardizing(step))
        .withMetadata(NOTES);
  }

  static LinearModel sigmoid() {
    return LinearModel.of(
        Head.SIGMOID,
        Labels.ofOrdered(List.of("no", "yes")),
        List.of("x"),
        new float[] {1.5f},
        new float[] {-0.5f},
        Preparation.none());
  }

  /** The header of a model file as text, padding included. */
  static String header(byte[] file) {
    int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return new String(file, 8, length, StandardCharsets.UTF_8);
  }

  /** What follows the header. */
  static byte[] data(byte[] file) {
    int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return Arrays.copyOfRange(file, 8 + length, file.length);
  }

  /** A file of any header and data, padded and with the right hash of itself. */
  static byte[] file(String header, byte[] data) {
    String zeroed =
        header.strip().replaceFirst("(\"fileSha256\":\")[0-9a-f]{64}", "$1" + "0".repeat(64));
    int pad = -zeroed.getBytes(StandardCharsets.UTF_8).length & 7;
    byte[] json = (zeroed + " ".repeat(pad)).getBytes(StandardCharsets.UTF_8);
    byte[] file =
        ByteBuffer.allocate(8 + json.length + data.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(json.length)
            .put(json)
            .put(data)
            .array();
    String text = new String(file, StandardCharsets.ISO_8859_1);
    int at = text.indexOf("\"fileSha256\":\"" + "0".repeat(64));
    if (at >= 0) {
      byte[] digits = sha256(file).getBytes(StandardCharsets.US_ASCII);
      assertEquals(64, digits.length);
      System.arraycopy(digits, 0, file, at + "\"fileSha256\":\"".length(), 64);
    }
    return file;
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
