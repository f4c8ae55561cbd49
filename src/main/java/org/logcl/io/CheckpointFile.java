package org.logcl.io;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.logcl.error.InputException;
import org.logcl.io.SafetensorsHeader.Tensor;
import org.logcl.train.TrainingState;

/**
 * A training's state in a file, in the safetensors layout: F64 tensors, and in {@code __metadata__}
 * {@code format}, {@code formatVersion}, {@code done}, {@code dataSha256} over the tensors, and
 * with the prefix {@code recipe.} what shapes the model.
 */
final class CheckpointFile {
  private static final String FORMAT = "logcl-checkpoint";
  private static final String VERSION = "1";
  private static final String RECIPE = "recipe.";

  private CheckpointFile() {}

  /** Writes a state, whole or not at all. */
  static void write(Path file, TrainingState state) {
    List<Tensor> tensors = new ArrayList<>();
    long end = 0;
    for (Map.Entry<String, double[]> entry : state.arrays().entrySet()) {
      long length = entry.getValue().length;
      tensors.add(Tensor.at(end, entry.getKey(), "F64", List.of(length)));
      end = tensors.get(tensors.size() - 1).end();
    }
    SortedMap<String, String> metadata = new TreeMap<>();
    state.recipe().forEach((key, value) -> metadata.put(RECIPE + key, value));
    metadata.put("format", FORMAT);
    metadata.put("formatVersion", VERSION);
    metadata.put("done", Integer.toString(state.done()));
    metadata.put("dataSha256", sha256(state));
    byte[] header = new SafetensorsHeader(metadata, tensors).toBytes();
    AtomicFile.write(
        file,
        out -> {
          SafetensorsHeader.write(out, header);
          writeArrays(out, state);
        });
  }

  /**
   * Reads a state and checks all of it.
   *
   * @throws InputException where it is not a whole, unaltered checkpoint
   */
  static TrainingState read(Path file) {
    try {
      byte[] all = Files.readAllBytes(file);
      long length =
          all.length < Long.BYTES
              ? -1
              : ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).getLong();
      if (length < 2 || length > all.length - Long.BYTES) {
        throw new InputException("cut, or not a checkpoint");
      }
      int data = Long.BYTES + (int) length;
      SafetensorsHeader header =
          SafetensorsHeader.parse(
              new String(all, Long.BYTES, (int) length, StandardCharsets.UTF_8));
      SortedMap<String, String> metadata = header.metadata();
      if (!FORMAT.equals(metadata.get("format"))
          || !VERSION.equals(metadata.get("formatVersion"))) {
        throw new InputException("not a checkpoint that this LogCL reads");
      }
      TrainingState state =
          new TrainingState(
              recipe(metadata),
              Integer.parseInt(metadata.getOrDefault("done", "")),
              arrays(header.tensors(), all, data));
      if (!sha256(state).equals(metadata.get("dataSha256"))) {
        throw new InputException("its numbers are not those that were written");
      }
      return state;
    } catch (InputException | NumberFormatException e) {
      throw new InputException("Checkpoint " + file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw InputFiles.failure(file, "Checkpoint", e);
    }
  }

  private static Map<String, String> recipe(SortedMap<String, String> metadata) {
    Map<String, String> recipe = new TreeMap<>();
    metadata.forEach(
        (key, value) -> {
          if (key.startsWith(RECIPE)) {
            recipe.put(key.substring(RECIPE.length()), value);
          }
        });
    return recipe;
  }

  private static Map<String, double[]> arrays(List<Tensor> tensors, byte[] all, int data)
      throws IOException {
    Map<String, double[]> arrays = new TreeMap<>();
    long end = 0;
    for (Tensor tensor : tensors) {
      long size = tensor.end() - tensor.begin();
      if (!tensor.dtype().equals("F64")
          || tensor.begin() != end
          || size < 0
          || size % Double.BYTES != 0
          || tensor.end() > all.length - data) {
        throw new InputException("its tensors do not fit the file");
      }
      end = tensor.end();
      ByteArrayInputStream in =
          new ByteArrayInputStream(all, data + (int) tensor.begin(), (int) size);
      arrays.put(tensor.name(), LittleEndian.doubles(in, (int) (size / Double.BYTES)));
    }
    if (end != all.length - data) {
      throw new InputException("its tensors do not fit the file");
    }
    return arrays;
  }

  private static void writeArrays(OutputStream out, TrainingState state) throws IOException {
    for (double[] values : state.arrays().values()) {
      LittleEndian.write(out, values);
    }
  }

  private static String sha256(TrainingState state) {
    MessageDigest digest = ModelFile.sha256();
    try {
      writeArrays(new DigestOutputStream(OutputStream.nullOutputStream(), digest), state);
    } catch (IOException e) {
      throw new UncheckedIOException("nothing is written", e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
