package org.logcl.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logcl.calibrate.PlattScaling;
import org.logcl.calibrate.TemperatureScaling;
import org.logcl.error.InputException;
import org.logcl.model.LinearModel;

/** Calibration and threshold in the model file. */
class CalibratedModelFileTest {
  @TempDir Path directory;

  private byte[] written(LinearModel model) throws IOException {
    Path file = directory.resolve("model");
    ModelFile.write(file, model);
    return Files.readAllBytes(file);
  }

  /** Numbers with 17 digits, the smallest, and both zeros. */
  @Test
  void everyBitComesBack() throws IOException {
    LinearModel plain = Models.sigmoid();
    List<LinearModel> models =
        List.of(
            plain.withThreshold(Math.nextDown(1.0)),
            plain.withThreshold(Double.MIN_VALUE),
            plain.withCalibration(new TemperatureScaling(1 / 3.0)),
            plain.withCalibration(new TemperatureScaling(1 / 1024.0)).withThreshold(0.1f),
            plain.withCalibration(new PlattScaling(-0.1 - 0.2, -0.0)),
            plain.withCalibration(new PlattScaling(-Double.MAX_VALUE, Double.MIN_VALUE)),
            Models.softmax().withCalibration(new TemperatureScaling(Math.PI)));
    for (LinearModel model : models) {
      written(model);
      LinearModel read = ModelFile.read(directory.resolve("model"));
      // Records of doubles compare by their bits.
      assertEquals(model.calibration(), read.calibration());
      assertEquals(model.threshold(), read.threshold());
      assertEquals(model.modelSha256(), read.modelSha256());
      assertEquals(model.metadata(), read.metadata());
    }
  }

  /** Who knows version 1 alone must refuse a calibrated model; all others stay as they were. */
  @Test
  void onlyCalibratedModelsHaveVersion2() throws IOException {
    LinearModel plain = Models.sigmoid();
    assertTrue(Models.header(written(plain)).contains("\"formatVersion\":\"1\""));
    String header = Models.header(written(plain.withThreshold(0.25)));
    assertTrue(header.contains("\"formatVersion\":\"2\""), header);
    assertTrue(header.contains("\"decisionThreshold\":\"0.25\""), header);
    assertTrue(Models.header(written(plain)).indexOf("calibration") < 0);
  }

  @Test
  void notesCannotPassForIt() {
    for (String key : new String[] {"calibration", "decisionThreshold", "calibrationA"}) {
      assertThrows(
          InputException.class, () -> Models.sigmoid().withMetadata(Map.of(key, "0.5")), key);
    }
  }

  /** The file's own hash is right in all of these. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"calibration\":\"platt\"|\"calibration\":\"isotonic\"|unknown calibration",
        "\"calibration\":\"platt\"|\"calibration\":\"temperature\"|\"calibrationTemperature\" is missing",
        "\"calibration\":\"platt\",|''|\"calibrationA\", which has no meaning",
        "\"calibrationA\":\"-1.5\",|''|\"calibrationA\" is missing",
        "\"calibrationA\":\"-1.5\"|\"calibrationA\":\"-0x1p3\"|is \"-0x1p3\"; it must be a decimal",
        "\"calibrationA\":\"-1.5\"|\"calibrationA\":\"NaN\"|is \"NaN\"; it must be a decimal number",
        "\"calibrationA\":\"-1.5\"|\"calibrationA\":\"-1e999\"|must be finite",
        "\"calibrationA\":\"-1.5\"|\"calibrationA\":\"-1.25\"|modelSha256 is stored as",
        "\"calibrationB\":\"0.5\"|\"calibrationB\":\"0.5\",\"calibrationTemperature\":\"2\"|no meaning with",
        "\"decisionThreshold\":\"0.25\"|\"decisionThreshold\":\"1.25\"|must be from 0 to 1",
        "\"decisionThreshold\":\"0.25\"|\"decisionThreshold\":\"0.75\"|modelSha256 is stored as",
        "\"decisionThreshold\":\"0.25\",|''|modelSha256 is stored as",
        "\"formatVersion\":\"2\"|\"formatVersion\":\"1\"|format version 1 with calibration",
        "\"formatVersion\":\"2\"|\"formatVersion\":\"3\"|this LogCL reads 1 and 2",
      })
  void filesThatLieAreRefused(String from, String to, String reason) throws IOException {
    byte[] whole =
        written(Models.sigmoid().withCalibration(new PlattScaling(-1.5, 0.5)).withThreshold(0.25));
    refused(whole, from, to, reason);
  }

  @Test
  void whatDoesNotGoWithTheModelIsRefused() throws IOException {
    byte[] softmax = written(Models.softmax().withCalibration(new TemperatureScaling(2)));
    String temperature = "\"calibrationTemperature\":\"2.0\"";
    refused(softmax, temperature, "\"calibrationTemperature\":\"2e9\"", "from 1/1024 to 1024");
    refused(softmax, temperature, "\"calibrationTemperature\":\"0\"", "from 1/1024 to 1024");
    refused(
        softmax, temperature, temperature + ",\"decisionThreshold\":\"0.5\"", "parts two classes");
    refused(
        softmax,
        "\"calibration\":\"temperature\"",
        "\"calibration\":\"platt\",\"calibrationA\":\"-1\",\"calibrationB\":\"0\"",
        "one logit of the sigmoid head");
    byte[] plain = written(Models.softmax());
    refused(
        plain,
        "\"formatVersion\":\"1\"",
        "\"formatVersion\":\"2\"",
        "format version 2 without calibration");
  }

  private void refused(byte[] whole, String from, String to, String reason) throws IOException {
    String header = Models.header(whole);
    assertTrue(header.contains(from), header);
    Path file = directory.resolve("edited");
    Files.write(file, Models.file(header.replace(from, to), Models.data(whole)));
    String message = assertThrows(InputException.class, () -> ModelFile.read(file)).getMessage();
    assertTrue(message.contains(reason), message);
  }
}
