package org.logcl.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.logcl.data.Standardization;
import org.logcl.error.InputException;
import org.logcl.io.SafetensorsHeader.Tensor;
import org.logcl.model.LinearModel;

/**
 * The model file, in the safetensors layout: the header's length as 8 little-endian bytes, the JSON
 * header padded with spaces to a multiple of 8, the tensors.
 *
 * <p>Tensors, in this order: F64 {@code standardization.mean} [D] and {@code standardization.scale}
 * [D] where the model standardises, F32 {@code weight} [D, logits] and {@code bias} [logits].
 *
 * <p>{@code __metadata__}: {@code format}, {@code formatVersion}, {@code head}, {@code labels} and
 * {@code featureNames} (each a JSON array as a string), {@code modelSha256}, {@code fileSha256},
 * what {@link CalibrationNotes} writes of a calibrated model, and the model's own metadata. A model
 * with calibration or threshold has format version 2, any other 1: who reads 1 alone must not take
 * the one for the other. {@code fileSha256} is the SHA-256 of the whole file with its own 64 digits
 * written as '0': whatever is altered, the file is refused.
 */
public final class ModelFile {
  static final String WHAT = "Model file";
  static final String FORMAT = "logcl-linear";
  static final String VERSION = "1";
  static final String CALIBRATED_VERSION = "2";
  static final String MEAN = "standardization.mean";
  static final String SCALE = "standardization.scale";
  static final String WEIGHT = "weight";
  static final String BIAS = "bias";

  /** Feature names and labels go into the header; beyond this they are no names. */
  static final int LONGEST_HEADER = Json.LONGEST_DOCUMENT;

  private static final String NO_HASH = "0".repeat(64);

  private ModelFile() {}

  /**
   * Writes a model, whole or not at all.
   *
   * @throws InputException if names, labels and metadata make a header over 16 MiB
   * @throws org.logcl.error.FileFailureException if the file cannot be written
   */
  public static void write(Path file, LinearModel model) {
    byte[] header = header(model);
    if (header.length > LONGEST_HEADER) {
      throw new InputException(
          String.format(
              "Cannot write %s: labels, feature names and metadata take %d bytes, over %d;"
                  + " shorten the names",
              file, header.length, LONGEST_HEADER));
    }
    MessageDigest digest = sha256();
    AtomicFile.write(
        file,
        out -> {
          writeAll(new DigestOutputStream(OutputStream.nullOutputStream(), digest), header, model);
          byte[] hash =
              HexFormat.of().formatHex(digest.digest()).getBytes(StandardCharsets.US_ASCII);
          System.arraycopy(hash, 0, header, hashOffset(header, NO_HASH), hash.length);
          writeAll(out, header, model);
        });
  }

  /**
   * Reads a model and checks all of it: layout, shapes, ranges, finite values, both hashes.
   *
   * @throws InputException if there is no such file, or it is not a whole, unaltered model file
   * @throws org.logcl.error.FileFailureException if the system cannot read it
   */
  public static LinearModel read(Path file) {
    return ModelFileReader.read(file);
  }

  /** Where the 64 digits of the file's hash begin in a header, -1 if they are not there. */
  static int hashOffset(byte[] header, String digits) {
    // In JSON a quote within a string is escaped, so this text can only be the key itself.
    String key = "\"fileSha256\":\"";
    // ISO-8859-1 keeps one character a byte.
    int at = new String(header, StandardCharsets.ISO_8859_1).indexOf(key + digits + '"');
    return at < 0 ? -1 : at + key.length();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The tensors that a model of these sizes has, in order. */
  static List<Tensor> layout(long features, long logits, boolean standardized) {
    List<Tensor> tensors = new ArrayList<>();
    long end = 0;
    // The eight-byte values first: then every tensor is aligned to the size of its values.
    if (standardized) {
      tensors.add(Tensor.at(0, MEAN, "F64", List.of(features)));
      tensors.add(Tensor.at(tensors.get(0).end(), SCALE, "F64", List.of(features)));
      end = tensors.get(1).end();
    }
    Tensor weight = Tensor.at(end, WEIGHT, "F32", List.of(features, logits));
    tensors.add(weight);
    tensors.add(Tensor.at(weight.end(), BIAS, "F32", List.of(logits)));
    return tensors;
  }

  /** The padded header, with '0' for the digits of the file's hash. */
  private static byte[] header(LinearModel model) {
    SortedMap<String, String> metadata = new TreeMap<>(model.metadata());
    metadata.put("format", FORMAT);
    Map<String, String> calibration = CalibrationNotes.of(model);
    metadata.putAll(calibration);
    metadata.put("formatVersion", calibration.isEmpty() ? VERSION : CALIBRATED_VERSION);
    metadata.put("head", model.head().label());
    metadata.put("labels", Json.strings(model.labels().names()));
    metadata.put("featureNames", Json.strings(model.featureNames()));
    metadata.put("modelSha256", model.modelSha256());
    metadata.put("fileSha256", NO_HASH);
    boolean standardized = model.preparation().standardization().isPresent();
    List<Tensor> tensors = layout(model.features(), model.logits(), standardized);
    return new SafetensorsHeader(metadata, tensors).toBytes();
  }

  private static void writeAll(OutputStream out, byte[] header, LinearModel model)
      throws IOException {
    SafetensorsHeader.write(out, header);
    if (model.preparation().standardization().isPresent()) {
      Standardization step = model.preparation().standardization().get();
      LittleEndian.write(out, step.mean());
      LittleEndian.write(out, step.scale());
    }
    LittleEndian.write(out, model.weights());
    LittleEndian.write(out, model.bias());
  }
}
