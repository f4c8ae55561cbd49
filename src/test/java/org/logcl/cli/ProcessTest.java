package org.logcl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.logcl.cli.Cli.Ran;
import org.logcl.testing.ChildJvm;

/** What hangs on the process: signals, streams that take nothing, the locale, memory. */
@EnabledOnOs(OS.LINUX)
class ProcessTest {
  @TempDir Path directory;

  private List<String> present() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static ChildJvm train(Path model, Object... more) {
    String[] arguments = new String[8 + more.length];
    Object[] first = {"train", Cli.CANCER, "--target", "diagnosis", "--out", model, "--device"};
    for (int i = 0; i < first.length; ++i) {
      arguments[i] = first[i].toString();
    }
    arguments[7] = "reference";
    for (int i = 0; i < more.length; ++i) {
      arguments[8 + i] = more[i].toString();
    }
    return new ChildJvm(Main.class, arguments);
  }

  /** A shell that runs the JVM with a redirection or pipe behind it. */
  private static ChildJvm through(ChildJvm child, String rest) {
    return child.startedBy("/bin/bash", "-o", "pipefail", "-c", "\"$@\" " + rest, "bash");
  }

  @Test
  void endsWith130OnControlC() throws Exception {
    Path model = directory.resolve("m");
    ChildJvm.Running child = train(model, "--epochs", 100_000_000).start();
    // Until it is at the epochs.
    for (int i = 0; i < 1000 && Files.size(child.out()) < 1000; ++i) {
      Thread.sleep(20);
    }
    signal("INT", child.process());
    ChildJvm.Ended ended = child.end();
    assertEquals(130, ended.status(), ended::toString);
    assertEquals("logcl: Training was interrupted.\n", ended.err());
    assertEquals(List.of(), present());
  }

  private static void signal(String name, Process process) throws Exception {
    // The shell's own kill: a small system has no other.
    String command = "kill -" + name + " " + process.pid();
    assertEquals(0, new ProcessBuilder("sh", "-c", command).start().waitFor());
  }

  @Test
  void endsWith130WhereReadingIsInterrupted() throws Exception {
    Path pipe = directory.resolve("data.csv");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    FutureTask<Ran> run =
        new FutureTask<>(
            () -> Cli.run("train", pipe, "--target=y", "--out", directory.resolve("m")));
    Thread thread = new Thread(run);
    thread.start();
    try (OutputStream out = Files.newOutputStream(pipe)) {
      out.write("a,y\n1,u\n".getBytes(StandardCharsets.UTF_8));
      thread.interrupt();
      out.write("2,v\n".getBytes(StandardCharsets.UTF_8));
      Thread.sleep(50);
      out.write("3,v\n".getBytes(StandardCharsets.UTF_8));
    } catch (IOException readerHasLeft) {
      // So it should.
    }
    Ran ran = run.get(20, TimeUnit.SECONDS);
    assertEquals(130, ran.code(), ran::toString);
    assertTrue(ran.err().endsWith("Reading " + pipe + " was interrupted; nothing was written.\n"));
    assertEquals(List.of("data.csv"), present());
  }

  /** Each of these is one child: they cost half a second. */
  @Test
  void saysWhenStandardOutputTakesNothing() throws Exception {
    ChildJvm.Ended full = through(train(directory.resolve("m"), "--json"), ">/dev/full").run();
    assertEquals(1, full.status(), full::toString);
    assertTrue(
        full.err().endsWith("logcl: Cannot write standard output: No space left on device.\n"),
        full::toString);
  }

  @Test
  void finishesTheModelWithoutAWordWhereTheReaderLeaves() throws Exception {
    Path model = directory.resolve("m");
    ChildJvm.Ended head =
        through(train(model, "--standardize", "--epochs", 2000), "| head -n 1").run();
    assertEquals(1, head.status(), head::toString);
    assertEquals("", head.err());
    assertEquals(1, head.out().lines().count());
    assertTrue(Files.exists(model));
  }

  @Test
  void printsTheSameInEveryLanguage() throws Exception {
    ChildJvm.Ended ended =
        train(directory.resolve("m"), "--standardize", "--epochs=1", "--validation=0.2")
            .option("-Duser.language=ar")
            .option("-Duser.country=EG")
            .option("-Duser.extensions=nu-arab")
            .option("-Dfile.encoding=ISO-8859-1")
            .with("LC_ALL", "de_DE.UTF-8")
            .run();
    assertEquals(0, ended.status(), ended::toString);
    assertTrue(ended.out().contains("\nobjective   0.2"), ended::toString);
    assertTrue(ended.out().contains("(data 0.2"), ended::toString);
    assertTrue(ended.out().chars().allMatch(c -> c < 128), ended::toString);
  }

  @Test
  void saysWhenMemoryEnds() throws Exception {
    Path data = directory.resolve("large.csv");
    String row = "1,".repeat(20_000);
    try (var out = Files.newBufferedWriter(data)) {
      for (int i = 0; i < 20_000; ++i) {
        out.write("c" + i + ",");
      }
      out.write("y\n");
      for (int i = 0; i < 400; ++i) {
        out.write(row + i % 2 + "\n");
      }
    }
    ChildJvm.Ended ended =
        new ChildJvm(
                Main.class,
                "train",
                data.toString(),
                "--target=y",
                "--out",
                directory.resolve("m").toString(),
                "--device=reference")
            .option("-Xmx24m")
            .run();
    assertEquals(1, ended.status(), ended::toString);
    assertTrue(ended.err().startsWith("logcl: Out of memory: Java's heap ends at 24 MiB."));
    assertFalse(ended.err().contains("\tat "), ended::toString);
    assertEquals(List.of("large.csv"), present());
  }

  @Test
  void putsPredictionsAloneOnStandardOutput() throws Exception {
    Path model = directory.resolve("m");
    assertEquals(
        0,
        Cli.run("train", Cli.CANCER, "--target=diagnosis", "--out", model, "--device=reference")
            .code());
    ChildJvm.Ended ended =
        new ChildJvm(
                Main.class,
                "predict",
                model.toString(),
                Cli.CANCER,
                "--out=/dev/stdout",
                "--device=reference")
            .run();
    assertEquals(0, ended.status(), ended::toString);
    assertEquals(570, ended.out().lines().count());
    assertTrue(ended.out().startsWith("prediction,p_benign,p_malignant\n"), ended::toString);
    assertTrue(ended.err().contains("569 predictions in /dev/stdout\n"), ended::toString);
  }
}
