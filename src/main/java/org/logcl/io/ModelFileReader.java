package org.logcl.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.logcl.data.Dataset;
import org.logcl.data.Labels;
import org.logcl.data.Preparation;
import org.logcl.data.Standardization;
import org.logcl.error.InputException;
import org.logcl.error.Quote;
import org.logcl.io.SafetensorsHeader.Tensor;
import org.logcl.model.Head;
import org.logcl.model.LinearModel;

/**
 * The strict reader of {@link ModelFile}. Nothing is allocated before the file's size has been
 * checked against what the header claims.
 */
final class ModelFileReader {
  private static final String ADVICE = "; the file is damaged or was edited: get or train it anew";

  private ModelFileReader() {}

  static LinearModel read(Path file) {
    InputFiles.requirePresent(file, ModelFile.WHAT);
    if (!Files.isRegularFile(file)) {
      throw new InputException(ModelFile.WHAT + " " + file + " is not an ordinary file");
    }
    try {
      long size = Files.size(file);
      try (InputStream in = Files.newInputStream(file)) {
        return read(in, size);
      }
    } catch (InputException e) {
      throw new InputException(ModelFile.WHAT + " " + file + ": " + e.getMessage(), e);
    } catch (EOFException e) {
      throw new InputException(ModelFile.WHAT + " " + file + " shrank while it was read", e);
    } catch (IOException e) {
      throw InputFiles.failure(file, ModelFile.WHAT, e);
    }
  }

  private static LinearModel read(InputStream in, long size) throws IOException {
    byte[] prefix = new byte[Long.BYTES];
    byte[] header = readHeader(in, size, prefix);
    SafetensorsHeader parsed = SafetensorsHeader.parse(decode(header));
    SortedMap<String, String> metadata = parsed.metadata();
    requireFormat(metadata);
    Head head = Head.parse(require(metadata, "head"));
    Labels labels = Labels.ofOrdered(Json.parseStrings(require(metadata, "labels")));
    List<String> names = Json.parseStrings(require(metadata, "featureNames"));
    int logits = head.logits(labels.count());
    boolean standardized =
        parsed.tensors().stream().anyMatch(tensor -> tensor.name().equals(ModelFile.MEAN));
    requireTensors(parsed.tensors(), ModelFile.layout(names.size(), logits, standardized));
    requireSize(
        parsed.tensors(), (long) names.size() * logits, size - prefix.length - header.length);

    String fileHash = require(metadata, "fileSha256");
    MessageDigest digest = ModelFile.sha256();
    digest.update(prefix);
    digest.update(withoutHash(header, fileHash));
    InputStream data = new DigestInputStream(in, digest);
    Standardization step = null;
    double[] mean = null;
    double[] scale = null;
    if (standardized) {
      mean = LittleEndian.doubles(data, names.size());
      scale = LittleEndian.doubles(data, names.size());
    }
    float[] weights = LittleEndian.floats(data, names.size() * logits);
    float[] bias = LittleEndian.floats(data, logits);
    requireEqual("fileSha256", fileHash, HexFormat.of().formatHex(digest.digest()));
    if (standardized) {
      step = Standardization.of(mean, scale);
    }
    Preparation preparation = step == null ? Preparation.none() : Preparation.standardizing(step);
    LinearModel model =
        CalibrationNotes.apply(
            metadata, LinearModel.of(head, labels, names, weights, bias, preparation));
    requireEqual("modelSha256", require(metadata, "modelSha256"), model.modelSha256());
    SortedMap<String, String> notes = new TreeMap<>(metadata);
    notes.keySet().removeAll(LinearModel.RESERVED_METADATA);
    return model.withMetadata(notes);
  }

  private static byte[] readHeader(InputStream in, long size, byte[] prefix) throws IOException {
    if (size < prefix.length) {
      throw new InputException("only " + size + " bytes long: cut, or not a model" + ADVICE);
    }
    LittleEndian.fill(in, prefix, prefix.length);
    long length = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > ModelFile.LONGEST_HEADER || length % Long.BYTES != 0) {
      throw new InputException(
          "not a LogCL model: its first 8 bytes give a header of "
              + Long.toUnsignedString(length)
              + " bytes; allowed are multiples of 8 up to "
              + ModelFile.LONGEST_HEADER);
    }
    if (length > size - prefix.length) {
      throw new InputException(
          "cut: the header takes " + length + " bytes, the file has " + size + ADVICE);
    }
    byte[] header = new byte[(int) length];
    LittleEndian.fill(in, header, header.length);
    return header;
  }

  private static String decode(byte[] header) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header)).toString();
    } catch (CharacterCodingException e) {
      throw new InputException("the header is not UTF-8" + ADVICE, e);
    }
  }

  private static void requireFormat(SortedMap<String, String> metadata) {
    if (!ModelFile.FORMAT.equals(metadata.get("format"))) {
      throw new InputException(
          "not a LogCL model: its metadata has no format " + Quote.of(ModelFile.FORMAT));
    }
    String version = require(metadata, "formatVersion");
    boolean calibrated = CalibrationNotes.isIn(metadata);
    if (!version.equals(ModelFile.VERSION) && !version.equals(ModelFile.CALIBRATED_VERSION)) {
      throw new InputException(
          "format version " + Quote.of(version) + "; this LogCL reads 1 and 2: update LogCL");
    }
    if (calibrated != version.equals(ModelFile.CALIBRATED_VERSION)) {
      throw new InputException(
          "format version "
              + version
              + (calibrated ? " with" : " without")
              + " calibration or threshold"
              + ADVICE);
    }
  }

  private static String require(SortedMap<String, String> metadata, String key) {
    String value = metadata.get(key);
    if (value == null) {
      throw new InputException("the metadata has no " + Quote.of(key) + ADVICE);
    }
    return value;
  }

  /** The tensors must be exactly those of the model, at exactly their places. */
  private static void requireTensors(List<Tensor> tensors, List<Tensor> expected) {
    for (int i = 0; i < Math.max(tensors.size(), expected.size()); i++) {
      Tensor there = i < tensors.size() ? tensors.get(i) : null;
      Tensor wanted = i < expected.size() ? expected.get(i) : null;
      if (wanted == null || !wanted.equals(there)) {
        throw new InputException(
            "tensor " + i + " is " + describe(there) + " where " + describe(wanted) + " belongs");
      }
    }
  }

  private static String describe(Tensor tensor) {
    if (tensor == null) {
      return "none";
    }
    return String.format(
        "%s %s %s at [%d, %d)",
        Quote.of(tensor.name()),
        Quote.of(tensor.dtype()),
        tensor.shape(),
        tensor.begin(),
        tensor.end());
  }

  private static void requireSize(List<Tensor> tensors, long weights, long dataBytes) {
    long end = tensors.get(tensors.size() - 1).end();
    if (end != dataBytes) {
      throw new InputException(
          "the tensors take " + end + " bytes, but " + dataBytes + " follow the header" + ADVICE);
    }
    if (weights > Dataset.MOST_VALUES) {
      throw new InputException(weights + " weights are more than a Java array holds");
    }
  }

  private static byte[] withoutHash(byte[] header, String fileHash) {
    int at = ModelFile.hashOffset(header, fileHash);
    if (fileHash.length() != 64 || at < 0) {
      throw new InputException("fileSha256 is not 64 plain digits" + ADVICE);
    }
    byte[] without = header.clone();
    Arrays.fill(without, at, at + fileHash.length(), (byte) '0');
    return without;
  }

  private static void requireEqual(String what, String stored, String computed) {
    if (!stored.equals(computed)) {
      throw new InputException(
          what
              + " is stored as "
              + Quote.of(stored)
              + ", but the content gives "
              + computed
              + ADVICE);
    }
  }
}
