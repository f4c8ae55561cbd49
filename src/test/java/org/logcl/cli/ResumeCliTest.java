package org.logcl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logcl.cli.Cli.Ran;
import org.logcl.io.ModelFile;
import org.logcl.numerics.SplitMix;

/** Trainings that are killed, and go on. */
class ResumeCliTest {
  private static final int KILLS = 20;

  @TempDir Path directory;

  private List<String> arguments(String optimizer, Path model, Path checkpoints) {
    List<String> all = new ArrayList<>(List.of("train", "examples/digits.csv", "--target=digit"));
    all.addAll(List.of("--out=" + model, "--device=reference", "--quiet", "--standardize"));
    all.add("--optimizer=" + optimizer);
    all.addAll(
        optimizer.equals("lbfgs")
            ? List.of("--l2=1e-6", "--relative-tolerance=0", "--max-iterations=250")
            : List.of("--epochs=40", "--batch-size=16", "--schedule=inverse:0.1"));
    if (checkpoints != null) {
      all.addAll(List.of("--checkpoints=" + checkpoints, "--checkpoint-every=0", "--resume"));
    }
    return all;
  }

  private static String sha256(Path model) {
    return ModelFile.read(model).modelSha256();
  }

  private Process start(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("log").toFile())
        .start();
  }

  /** Kills a training some moment after a checkpoint of so many epochs or iterations is there. */
  private static void killAt(Process training, Path checkpoints, int done, float moment)
      throws IOException, InterruptedException {
    while (training.isAlive() && newest(checkpoints) < done) {
      Thread.sleep(1);
    }
    training.waitFor((long) (moment * 10), TimeUnit.MILLISECONDS);
    training.destroyForcibly().waitFor();
  }

  private static int newest(Path checkpoints) throws IOException {
    if (!Files.isDirectory(checkpoints)) {
      return -1;
    }
    try (Stream<Path> files = Files.list(checkpoints)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("checkpoint-"))
          .mapToInt(name -> Integer.parseInt(name.replaceAll("\\D", "")))
          .max()
          .orElse(-1);
    }
  }

  @Test
  @DisplayName("killed at twenty moments, each training ends with the model of an unkilled one")
  void survivesKills() throws Exception {
    SplitMix random = new SplitMix(System.nanoTime());
    int interrupted = 0;
    for (String optimizer : List.of("adam", "lbfgs")) {
      Path plain = directory.resolve(optimizer + "-plain");
      assertEquals(0, Cli.run(arguments(optimizer, plain, null).toArray()).code());
      for (int i = 0; i < KILLS / 2; ++i) {
        Path model = directory.resolve(optimizer + i);
        Path checkpoints = directory.resolve("checkpoints-" + optimizer + i);
        Process first = start(arguments(optimizer, model, checkpoints));
        killAt(first, checkpoints, (int) (random.nextFloat() * 40), random.nextFloat());
        interrupted += Files.exists(model) ? 0 : 1;
        Ran ran = Cli.run(arguments(optimizer, model, checkpoints).toArray());
        assertEquals(0, ran.code(), ran::toString);
        assertEquals(sha256(plain), sha256(model), optimizer + ", kill " + i);
        try (Stream<Path> left = Files.list(checkpoints)) {
          // A file that was being written when the process died may be left; no checkpoint is.
          assertTrue(left.noneMatch(file -> file.toString().endsWith(".safetensors")));
        }
      }
    }
    assertTrue(interrupted > KILLS / 2, interrupted + " were killed before their end");
  }

  @Test
  @DisplayName("another training's checkpoints, and options without a directory, are refused")
  void refuses() throws IOException {
    Path checkpoints = directory.resolve("there");
    Files.createDirectories(checkpoints);
    Path damaged = checkpoints.resolve("checkpoint-0000000003.safetensors");
    Files.write(damaged, new byte[] {1, 2, 3});
    Path model = directory.resolve("m");
    List<Object> fresh =
        List.of(
            "train",
            Cli.CANCER,
            "--target=diagnosis",
            "--out=" + model,
            "--device=reference",
            "--checkpoints=" + checkpoints);
    Ran ran = Cli.run(fresh.toArray());
    assertEquals(2, ran.code());
    assertTrue(ran.err().contains("go on from them with --resume, or name another"), ran::toString);
    List<Object> resumed = new ArrayList<>(fresh);
    resumed.add("--resume");
    ran = Cli.run(resumed.toArray());
    assertEquals(0, ran.code(), ran::toString);
    assertTrue(ran.err().contains("cut, or not a checkpoint; an older one is taken"), ran.err());
    ran = Cli.run("train", Cli.CANCER, "--target=diagnosis", "--out=" + model, "--resume");
    assertEquals(2, ran.code());
    assertTrue(ran.err().contains("--resume goes with --checkpoints DIRECTORY"), ran::toString);
  }
}
