package org.logcl.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.logcl.cli.Cli.Ran;

/** Each mistake a user can make: one message, the right exit code, and no file made or changed. */
class BadInputTest {
  private static final String GOOD = "a,y\n1,u\n2,v\n3,u\n4,v\n";

  @TempDir Path directory;
  private List<String> before;

  @BeforeEach
  void makeFiles() throws IOException {
    file("good.csv", GOOD);
    Files.createDirectory(directory.resolve("folder"));
    before = present();
  }

  /** Whatever a test did wrong, nothing is half written, and nothing beside it. */
  @AfterEach
  void nothingIsLeft() throws IOException {
    assertEquals(before, present());
    assertEquals(GOOD, Files.readString(directory.resolve("good.csv")));
  }

  private Path file(String name, String content) throws IOException {
    return Files.write(directory.resolve(name), content.getBytes(StandardCharsets.ISO_8859_1));
  }

  private List<String> present() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Ran train(String data, Object... more) {
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(List.of("train", data.isEmpty() ? data : directory.resolve(data), "--quiet"));
    arguments.addAll(List.of(more));
    if (!arguments.contains("--target")) {
      arguments.addAll(List.of("--target", "y"));
    }
    if (!arguments.contains("--out")) {
      arguments.addAll(List.of("--out", directory.resolve("model")));
    }
    if (!arguments.contains("--device")) {
      arguments.addAll(List.of("--device", "reference"));
    }
    return Cli.run(arguments.toArray());
  }

  /** One message, as one line that starts with a capital or the file's name. */
  private static void refused(int code, String message, Ran ran) {
    assertEquals(code, ran.code(), ran::toString);
    assertEquals("", ran.out());
    assertTrue(ran.err().contains(message), ran::toString);
    assertTrue(ran.err().matches("logcl: (\\p{Lu}|/|--).*\\.\n('logcl .*\n)?"), ran::toString);
    assertFalse(ran.err().contains("Exception"), ran::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | is empty",
        "a,y\\n | has a header but no rows",
        "a,y\\n1,u\\n2\\n | line 3: 1 cells, but the header has 2 columns",
        "a,y\\n1,u\\ntwo,v\\n | line 3, column 1 (\"a\"): \"two\" is not a number",
        "a,y\\n1,u\\nNaN,v\\n | line 3, column 1 (\"a\"): \"NaN\" is not a finite number",
        "a,y\\n1,u\\n-inf,v\\n | line 3, column 1 (\"a\"): \"-inf\" is not a finite number",
        "a,a,y\\n1,2,u\\n1,2,v\\n | line 1: columns 1 and 2 are both named \"a\"",
        "a,b\\n1,u\\n2,v\\n | line 1: there is no target column \"y\"; the columns are \"a\", \"b\"",
        "a,y\\n1,u\\n2,u\\n | every row has the class \"u\" in column \"y\"",
        "a,y\\n1,u\\n2,\u00e9\\n | line 3 is not UTF-8 (byte 0xe9 at offset 10)",
      })
  void data(String content, String message) throws IOException {
    Path bad = file("bad.csv", content.replace("\\n", "\n"));
    Ran ran = train("bad.csv");
    Files.delete(bad);
    refused(2, bad.toString(), ran);
    refused(2, message, ran);
  }

  @Test
  void dataThatAreNoFile() {
    refused(2, "Data file " + directory.resolve("none") + " does not exist", train("none"));
    refused(2, "Data file " + directory.resolve("folder") + " is a directory", train("folder"));
    refused(2, "(DATA): the name of a file is expected", train(""));
  }

  @Test
  void outputs() {
    Path folder = directory.resolve("folder");
    Path orphan = directory.resolve("none/model");
    for (String option : List.of("--out", "--metrics")) {
      refused(
          1, "Cannot write " + folder + ": it is a directory", train("good.csv", option, folder));
      refused(
          1,
          "Cannot write " + orphan + ": there is no directory",
          train("good.csv", option, orphan));
      refused(2, "the name of a file is expected", train("good.csv", option, ""));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void outputsThatTakeNothing() {
    refused(1, "Cannot write /proc/none: no such file", train("good.csv", "--out", "/proc/none"));
    Ran ran = train("good.csv", "--out", "/dev/full");
    refused(1, "Cannot write /dev/full: No space left on device", ran);
  }

  @Test
  void outputsOverInputs() throws IOException {
    Path good = directory.resolve("good.csv");
    Path here = directory.resolve("model");
    Path around = directory.resolve("folder/../model");
    refused(2, "--out and DATA are the same file", train("good.csv", "--out", good));
    refused(2, "--metrics and DATA are the same file", train("good.csv", "--metrics", good));
    refused(
        2,
        "--metrics and --out are the same",
        train("good.csv", "--out", here, "--metrics", around));
    Path held = file("held.csv", GOOD);
    Path link = Files.createLink(directory.resolve("link"), held);
    Ran ran = train("good.csv", "--validation", held, "--out", link);
    Files.delete(held);
    Files.delete(link);
    refused(2, "--out and --validation are the same file", ran);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--validation | 0 | The validation fraction is 0.0; it must be over 0 and under 1",
        "--validation | 1 | The validation fraction is 1.0",
        "--validation | 1.5 | The validation fraction is 1.5",
        "--validation | -0.1 | The validation fraction is -0.1",
        "--validation | 1e-9 | leaves no validation rows",
        "--validation | nan | neither a fraction between 0 and 1, such as 0.2, nor a file",
        "--validation | 0x1p-2 | neither a fraction",
        "--validation | 50% | neither a fraction",
        "--validation | 0,5 | neither a fraction",
        "--validation | none.csv | neither a fraction",
        "--validation | '' | neither a fraction",
        "--epochs | 0 | The number of epochs is 0; it must be 1 or more",
        "--epochs | -1 | The number of epochs is -1",
        "--epochs | 99999999999 | \"99999999999\" is out of range; allowed are -2147483648 to 2147483647",
        "--epochs | 1.5 | \"1.5\" is not a whole number",
        "--batch-size | -1 | The batch size is -1; it must be 1 or more, or 0",
        "--learning-rate | 0 | The learning rate is 0.0; it must be between 1e-30 and 1e30",
        "--learning-rate | -0.1 | The learning rate is -0.1",
        "--learning-rate | nan | \"nan\" is not a decimal number",
        "--learning-rate | Infinity | \"Infinity\" is not a decimal number",
        "--learning-rate | 1e999 | The learning rate is Infinity",
        "--learning-rate | 0.1f | \"0.1f\" is not a decimal number",
        "--learning-rate | '0,1' | \"0,1\" is not a decimal number",
        "--momentum | 1 | The momentum is 1.0; it must be 0 or more and below 1",
        "--l2 | -1 | The L2 penalty is -1.0",
        "--seed | x | \"x\" is not a whole number",
        "--seed | 9223372036854775808 | is out of range",
        "--head | linear | --head linear is not known; there are: auto, sigmoid, softmax",
        "--optimizer | rmsprop | --optimizer rmsprop is not known; there are: sgd, adam, adamw, adagrad, lbfgs, owlqn, newton, auto",
        "--beta1 | 0.5 | --beta1 has no meaning for --optimizer sgd; leave it out, or take adam or adamw",
        "--schedule | stairs | The schedule \"stairs\" is not known; there are: constant, step:EVERY:FACTOR",
        "--max-iterations | 3 | --max-iterations has no meaning for --optimizer sgd",
        "--device | nonsense | --device nonsense: ",
        "--device | '' | --device is empty",
        "--target | 3 | there is no target column 3",
        "--target | '' | there is no target column \"\"",
        "--init | none | Model file none does not exist",
      })
  void options(String option, String value, String message) {
    refused(2, message, train("good.csv", option, value));
  }

  @Test
  void sigmoidOfThreeClasses() throws IOException {
    Path three = file("three.csv", "a,y\n1,u\n2,v\n3,w\n");
    Ran ran = train("three.csv", "--head", "sigmoid");
    Files.delete(three);
    refused(2, "The sigmoid head tells two classes apart, but the data have 3", ran);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "b,y\\n1,u\\n | line 1: a column is missing: \"a\"; the columns are \"b\", \"y\"",
        "a,y\\n1,u\\n2,w\\n | line 3, column 2 (\"y\"): the class \"w\" was not seen in training",
        "a,b\\n1,u\\n | line 1: there is no target column \"y\"",
        "a,y\\n1,u\\n2\\n | line 3: 1 cells",
        "'' | is empty",
      })
  void dataOfAModel(String content, String message) throws IOException {
    Path model = directory.resolve("model");
    assertEquals(0, train("good.csv").code());
    Path bad = file("bad.csv", content.replace("\\n", "\n"));
    Ran evaluated = Cli.run("evaluate", model, bad, "--device", "reference");
    Ran held = train("good.csv", "--validation", bad, "--out", directory.resolve("other"));
    Files.delete(bad);
    Files.delete(model);
    refused(2, message, evaluated);
    refused(2, bad.toString(), evaluated);
    refused(2, message, held);
  }

  @Test
  void modelFiles() throws IOException {
    Path model = directory.resolve("model");
    Path out = directory.resolve("out.csv");
    Path good = directory.resolve("good.csv");
    assertEquals(0, train("good.csv").code());
    byte[] bytes = Files.readAllBytes(model);
    for (String command : List.of("evaluate", "predict", "train")) {
      Object[] arguments =
          switch (command) {
            case "evaluate" -> new Object[] {command, model, good};
            case "predict" -> new Object[] {command, model, good, "--out", out};
            default -> new Object[] {command, good, "--target", "y", "--out", out, "--init", model};
          };
      Files.write(model, Arrays.copyOf(bytes, bytes.length - 3));
      refused(2, "Model file " + model + ": ", Cli.run(arguments));
      byte[] altered = bytes.clone();
      altered[bytes.length - 1] ^= 1;
      Files.write(model, altered);
      refused(2, "fileSha256 is stored as", Cli.run(arguments));
      Files.write(model, new byte[0]);
      refused(2, "only 0 bytes long", Cli.run(arguments));
      Files.delete(model);
      refused(2, "Model file " + model + " does not exist", Cli.run(arguments));
    }
    refused(2, "is a directory", Cli.run("evaluate", directory, good));
    refused(2, "not a LogCL model", Cli.run("evaluate", good, good));
  }

  @Test
  void predictionsOverInputs() throws IOException {
    Path model = directory.resolve("model");
    Path good = directory.resolve("good.csv");
    assertEquals(0, train("good.csv").code());
    byte[] bytes = Files.readAllBytes(model);
    refused(2, "--out and MODEL are the same", Cli.run("predict", model, good, "--out", model));
    refused(2, "--out and DATA are the same", Cli.run("predict", model, good, "--out", good));
    refused(
        2,
        "--json and --out both go to standard output",
        Cli.run("predict", model, good, "--out", "/dev/stdout", "--json"));
    assertArrayEquals(bytes, Files.readAllBytes(model));
    Files.delete(model);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--learning-rate=1e30 --l2=1", "--learning-rate=1e30 --momentum=0.9"})
  void divergence(String options) throws IOException {
    Path large = file("large.csv", "a,y\n1e12,u\n2e12,v\n3e12,u\n4e12,v\n");
    List<Object> more = new ArrayList<>(List.of(options.split(" ")));
    more.addAll(List.of("--epochs", "50", "--metrics", directory.resolve("metrics")));
    Ran ran = train("large.csv", more.toArray());
    Files.delete(large);
    assertEquals(1, ran.code(), ran::toString);
    assertTrue(ran.err().contains("warning: Training diverged in epoch "), ran::toString);
    assertTrue(ran.err().contains("smaller learning rate than 1.0E30, or stand"), ran::toString);
    assertTrue(ran.err().endsWith("logcl: Nothing was written: training diverged.\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense | There is no command \"nonsense\".",
        "trian | Did you mean: logcl train",
        "devices extra | Unexpected argument \"extra\".",
        "devices --frob | Unknown option: '--frob'",
        "train | Missing required options and parameters: '--target=COLUMN', '--out=MODEL', 'DATA'",
        "train d --target | '--target' (COLUMN)",
        "train d --target y --target z --out m | '--target' (COLUMN) should be specified only once",
        "verify --data d | --data and --target go together",
      })
  void usage(String arguments, String message) {
    Ran ran = Cli.run((Object[]) arguments.split(" "));
    assertEquals(2, ran.code(), ran::toString);
    assertEquals("", ran.out());
    assertTrue(ran.err().contains(message), ran::toString);
    assertTrue(ran.err().matches("(?s)logcl: (\\p{Lu}|--).*"), ran::toString);
  }

  @Test
  void nothingAtAll() {
    Ran ran = Cli.run();
    assertEquals(2, ran.code());
    assertEquals("", ran.out());
    assertTrue(ran.err().startsWith("Usage: logcl"), ran::toString);
  }
}
