package org.logcl.train;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.logcl.data.Dataset;
import org.logcl.kernel.Backend;
import org.logcl.train.TrainingResult.Status;

/**
 * What a model remembers of its training: enough to train it again and to tell where it came from.
 */
final class TrainingNotes {
  private TrainingNotes() {}

  static Map<String, String> of(
      Dataset data, TrainingOptions options, Backend backend, Status status, int epochsDone) {
    Map<String, String> notes = new TreeMap<>();
    notes.put("optimizer", "sgd");
    notes.put("epochs", Integer.toString(options.epochs()));
    notes.put("epochsDone", Integer.toString(epochsDone));
    notes.put("batchSize", Integer.toString(options.batchSize()));
    notes.put("learningRate", Double.toString(options.learningRate()));
    notes.put("momentum", Double.toString(options.momentum()));
    notes.put("l2", Double.toString(options.l2()));
    notes.put("seed", Long.toString(options.seed()));
    notes.put("standardize", Boolean.toString(options.standardize()));
    notes.put("startGiven", Boolean.toString(options.start().isPresent()));
    notes.put("batchOrderGiven", Boolean.toString(options.batchOrder().isPresent()));
    notes.put("status", status.name().toLowerCase(Locale.ROOT));
    notes.put("trainingRows", Integer.toString(data.rows()));
    notes.put("trainingDataSha256", data.sha256());
    notes.put("device", backend.device());
    notes.put("backend", backend.kind());
    notes.put("driver", backend.driver());
    notes.put("exact", Boolean.toString(backend.probeFailures().isEmpty()));
    if (!backend.probeFailures().isEmpty()) {
      notes.put("probeFailures", String.join("; ", backend.probeFailures()));
    }
    notes.put("javaVersion", System.getProperty("java.version"));
    notes.put(
        "operatingSystem", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    String version = TrainingNotes.class.getPackage().getImplementationVersion();
    notes.put("logclVersion", version == null ? "unpackaged" : version);
    return notes;
  }
}
