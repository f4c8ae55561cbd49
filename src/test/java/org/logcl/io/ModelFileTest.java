package org.logcl.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logcl.data.Labels;
import org.logcl.data.Preparation;
import org.logcl.error.FileFailureException;
import org.logcl.error.InputException;
import org.logcl.model.Head;
import org.logcl.model.LinearModel;

class ModelFileTest {
  @TempDir Path directory;

  private byte[] written(LinearModel model) throws IOException {
    Path file = directory.resolve("model");
    ModelFile.write(file, model);
    return Files.readAllBytes(file);
  }

  @Test
  void roundTrip() throws IOException {
    Path file = directory.resolve("model");
    for (LinearModel model : List.of(Models.softmax(), Models.sigmoid())) {
      ModelFile.write(file, model);
      LinearModel read = ModelFile.read(file);
      assertEquals(model.head(), read.head());
      assertEquals(model.labels(), read.labels());
      assertEquals(model.featureNames(), read.featureNames());
      assertArrayEquals(bits(model.weights()), bits(read.weights()));
      assertArrayEquals(bits(model.bias()), bits(read.bias()));
      assertEquals(model.preparation(), read.preparation());
      assertEquals(model.metadata(), read.metadata());
      assertEquals(model.modelSha256(), read.modelSha256());
    }
  }

  @Test
  void equalModelsGiveEqualFiles() throws IOException {
    assertArrayEquals(written(Models.softmax()), written(Models.softmax()));
  }

  @Test
  void largeModelsPassTheBuffers() throws IOException {
    int features = 3001;
    int classes = 31;
    float[] weights = new float[features * classes];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i;
    }
    LinearModel model =
        LinearModel.of(
            Head.SOFTMAX,
            Labels.of(IntStream.range(0, classes).mapToObj(Integer::toString).toList()),
            IntStream.range(0, features).mapToObj(i -> "x" + i).toList(),
            weights,
            new float[classes],
            Preparation.none());
    written(model);
    assertArrayEquals(weights, ModelFile.read(directory.resolve("model")).weights());
  }

  /** Read by the layout's own rules, not by our reader. */
  @Test
  void isASafetensorsFile() throws IOException {
    byte[] file = written(Models.softmax());
    String header = Models.header(file);
    assertEquals(0, header.getBytes(StandardCharsets.UTF_8).length % 8);
    assertEquals('{', header.charAt(0));
    assertEquals('}', header.stripTrailing().charAt(header.stripTrailing().length() - 1));
    for (String tensor :
        List.of(
            "\"standardization.mean\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]}",
            "\"standardization.scale\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[16,32]}",
            "\"weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[32,56]}",
            "\"bias\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[56,68]}",
            "\"head\":\"softmax\"",
            "\"labels\":\"[\\\"z\\\",\\\"a\\\\\\\"b\\\",\\\"\ud83d\ude00\\\"]\"",
            "\"seed\":\"7\"",
            "\"modelSha256\":\"" + Models.softmax().modelSha256() + "\"")) {
      assertTrue(header.contains(tensor), tensor + " in " + header);
    }
    ByteBuffer data = ByteBuffer.wrap(Models.data(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(68, data.remaining());
    assertEquals(-1e300, data.getDouble(8));
    assertEquals(Double.MIN_VALUE, data.getDouble(24));
    assertEquals(-2f, data.getFloat(36));
    assertEquals(-3f, data.getFloat(64));
  }

  /** The definition, by other code than the writer's. */
  @Test
  void fileHashIsThatOfTheFileWithZerosInItsPlace() throws IOException {
    byte[] file = written(Models.softmax());
    String header = Models.header(file);
    int at = header.indexOf("\"fileSha256\":\"") + "\"fileSha256\":\"".length();
    String stored = header.substring(at, at + 64);
    int offset = 8 + header.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
    for (int i = 0; i < 64; i++) {
      file[offset + i] = '0';
    }
    assertEquals(stored, Models.sha256(file));
  }

  @Test
  void metadataCannotPassForTheHash() throws IOException {
    String decoy = "\"fileSha256\":\"" + "0".repeat(64) + "\"";
    LinearModel model = Models.sigmoid().withMetadata(Map.of("a", decoy, decoy, "x", "b", "\\"));
    written(model);
    assertEquals(model.metadata(), ModelFile.read(directory.resolve("model")).metadata());
  }

  @Test
  void longKeysComeBack() throws IOException {
    LinearModel model = Models.sigmoid().withMetadata(Map.of("k".repeat(100_000), "v"));
    written(model);
    assertEquals(model.metadata(), ModelFile.read(directory.resolve("model")).metadata());
  }

  @Test
  void refusesToWriteAHeaderItCouldNotRead() throws IOException {
    LinearModel model = Models.sigmoid().withMetadata(Map.of("log", "x".repeat(1 << 24)));
    Path file = directory.resolve("model");
    String message =
        assertThrows(InputException.class, () -> ModelFile.write(file, model)).getMessage();
    assertTrue(message.contains("over 16777216; shorten the names"), message);
    assertEquals(false, Files.exists(file));
  }

  @Test
  void failuresNameTheFile() {
    Path missing = directory.resolve("none");
    assertEquals(
        "Model file " + missing + " does not exist; check the path",
        assertThrows(InputException.class, () -> ModelFile.read(missing)).getMessage());
    assertEquals(
        "Model file " + directory + " is a directory; name a file",
        assertThrows(InputException.class, () -> ModelFile.read(directory)).getMessage());
    Path orphan = missing.resolve("model");
    assertTrue(
        assertThrows(FileFailureException.class, () -> ModelFile.write(orphan, Models.sigmoid()))
            .getMessage()
            .startsWith("Cannot write " + orphan));
  }

  private static int[] bits(float[] values) {
    return IntStream.range(0, values.length).map(i -> Float.floatToRawIntBits(values[i])).toArray();
  }
}
