package org.logcl.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A peer in Python, a process of its own that stays for all rounds: it reads the same rows from
 * files, times itself when told to, and says what it computed.
 *
 * <p>Lines to it and back: its first line is its name, or {@code missing WHY}. {@code time} is
 * answered by seconds, {@code answer FILE} by what it computed: a line {@code LOSS ACCURACY}, each
 * may be {@code -}, and the values as little-endian doubles in the file.
 */
final class PythonPeer implements Contestant {
  private final Path files;
  private final Process process;
  private final BufferedReader from;
  private final Writer to;
  private final String name;

  /**
   * Starts it.
   *
   * @param command interpreter, script and its arguments
   * @param problem the rows
   * @throws MissingPeerException where it says that it cannot do this
   */
  PythonPeer(Path root, List<String> command, Problem problem) {
    try {
      files = Files.createTempDirectory(root.resolve("benchmarks/target"), "rows");
      RowFiles.write(files, problem);
      List<String> all = new ArrayList<>(command);
      all.add("files=" + files);
      all.add("rows=" + problem.rows());
      all.add("features=" + problem.features());
      all.add("logits=" + problem.logits());
      process =
          Command.builder(all)
              .directory(root.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      from =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      to = process.outputWriter(StandardCharsets.UTF_8);
      name = line();
      if (name.startsWith("missing ")) {
        close();
        throw new MissingPeerException(name.substring("missing ".length()));
      }
      RowFiles.delete(files); // it has read them
    } catch (IOException e) {
      throw new UncheckedIOException("A peer in Python does not start.", e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double seconds() {
    return Double.parseDouble(ask("time"));
  }

  @Override
  public Optional<Answer> answer() {
    Path file = files.resolve("answer");
    String[] words = ask("answer " + file).split(" ");
    try {
      DoubleBuffer values =
          ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer();
      double[] all = new double[values.remaining()];
      values.get(all);
      return Optional.of(new Answer(optional(words[0]), all, optional(words[1])));
    } catch (IOException e) {
      throw new UncheckedIOException(name + " left no answer.", e);
    }
  }

  private static OptionalDouble optional(String word) {
    return word.equals("-") ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(word));
  }

  private String ask(String question) {
    try {
      to.write(question + "\n");
      to.flush();
      return line();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " ended early.", e);
    }
  }

  private String line() throws IOException {
    String line = from.readLine();
    if (line == null) {
      throw new IOException("A peer in Python ended; its message is above.");
    }
    return line;
  }

  @Override
  public void close() {
    process.destroy();
    RowFiles.delete(files);
    files.toFile().delete();
  }
}
