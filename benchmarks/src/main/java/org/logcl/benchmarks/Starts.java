package org.logcl.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whole processes that train on the breast cancer data and write a model. The peers' algorithms are
 * others (both go to the optimum); it is the start that is compared.
 */
final class Starts {
  private static final String DATA = "examples/breast_cancer.csv";

  private Starts() {}

  static Field open(Machine machine) {
    Path root = machine.root();
    String model = Cases.target(machine).resolve("start.safetensors").toString();
    List<String> ours =
        List.of(
            "./logcl",
            "train",
            DATA,
            "--target",
            "diagnosis",
            "--standardize",
            "--out",
            model,
            "--quiet",
            "--device",
            machine.request());
    return new Field("569 x 30")
        .add(() -> new Command("LogCL", root, ours))
        .add(
            () ->
                new Command(
                    "scikit-learn (to the optimum)",
                    root,
                    List.of(
                        machine.python().with("import sklearn", "scikit-learn"),
                        machine.python().script("sklearn_fit.py"),
                        DATA,
                        Cases.target(machine).resolve("start.pickle").toString())))
        .add(() -> liblinear(machine));
  }

  private static Contestant liblinear(Machine machine) {
    if (Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .noneMatch(folder -> Files.isExecutable(Path.of(folder, "liblinear-train")))) {
      throw new MissingPeerException("LIBLINEAR: there is no liblinear-train on the PATH");
    }
    Path rows = Cases.target(machine).resolve("breast_cancer.libsvm");
    try {
      List<String> lines = Files.readAllLines(machine.root().resolve(DATA));
      List<String> header = List.of(lines.get(0).split(","));
      int target = header.indexOf("diagnosis");
      Files.write(rows, lines.stream().skip(1).map(line -> libsvm(line, target)).toList());
    } catch (IOException e) {
      throw new UncheckedIOException("The rows for LIBLINEAR cannot be written.", e);
    }
    return new Command(
        "LIBLINEAR (to the optimum)",
        machine.root(),
        List.of("liblinear-train", "-q", "-s", "0", rows.toString(), rows + ".model"));
  }

  private static String libsvm(String line, int target) {
    String[] cells = line.split(",");
    List<String> words = new ArrayList<>();
    for (int i = 0; i < cells.length; ++i) {
      if (i != target) {
        words.add((words.size() + 1) + ":" + cells[i]);
      }
    }
    // Labels must be numbers: one class is told by its name.
    return (cells[target].startsWith("m") ? "1 " : "0 ") + String.join(" ", words);
  }
}
