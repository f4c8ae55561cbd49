package org.logcl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logcl.cli.Cli.Ran;
import org.logcl.io.ModelFile;
import org.logcl.model.Head;
import org.logcl.model.LinearModel;

/** Several target columns, from end to end. */
class TargetsCliTest {
  @TempDir Path directory;
  private Path labels;
  private Path soft;
  private Path hard;

  @BeforeEach
  void write() throws IOException {
    Random random = new Random(4);
    List<String> together = new ArrayList<>(List.of("a,b,warm,\"wet, cold\",windy"));
    List<String> shares = new ArrayList<>(List.of("x,a,y,b,z"));
    List<String> classes = new ArrayList<>(List.of("a,b,class"));
    for (int row = 0; row < 60; ++row) {
      float a = random.nextFloat();
      float b = random.nextFloat();
      together.add(
          String.format("%s,%s,%d,%d,%d", a, b, a > 0.5 ? 1 : 0, b > 0.4 ? 1 : 0, a > b ? 1 : 0));
      int c = a > 0.7 ? 0 : b > 0.5 ? 1 : 2;
      shares.add(
          String.format(
              "%s,%s,%s,%s,%s",
              c == 0 ? "0.8" : "0.1", a, c == 1 ? "0.8" : "0.1", b, c == 2 ? "0.8" : "0.1"));
      classes.add(String.format("%s,%s,%s", a, b, "xyz".charAt(c)));
    }
    labels = Files.write(directory.resolve("labels.csv"), together);
    soft = Files.write(directory.resolve("soft.csv"), shares);
    hard = Files.write(directory.resolve("hard.csv"), classes);
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  private Ran train(Path data, String target, String... more) {
    List<Object> arguments =
        new ArrayList<>(List.of("train", data, "--target", target, "--device=reference"));
    arguments.addAll(List.of("--out", file("model")));
    arguments.addAll(List.of(more));
    return Cli.run(arguments.toArray());
  }

  private static Ran good(Ran ran) {
    assertEquals(0, ran.code(), ran::toString);
    return ran;
  }

  @Test
  void labelsThatGoTogether() throws IOException {
    String target = "warm,\"wet, cold\",windy";
    String head = "--head=multilabel";
    Ran trained = good(train(labels, target, head, "--optimizer=lbfgs", "--l2=0.01"));
    assertTrue(trained.out().contains("2 features, 3 labels"), trained.out());
    LinearModel model = ModelFile.read(file("model"));
    assertEquals(Head.MULTILABEL, model.head());
    assertEquals(List.of("warm", "wet, cold", "windy"), model.labels().names());

    Ran evaluated =
        good(Cli.run("evaluate", file("model"), labels, "--device=reference", "--json"));
    Map<?, ?> json = (Map<?, ?>) Cli.parse(evaluated.out());
    assertEquals(3, ((List<?>) json.get("labels")).size());
    assertTrue(((Number) json.get("hammingLoss")).doubleValue() < 0.2, evaluated.out());

    Path out = file("predictions.csv");
    good(Cli.run("predict", file("model"), labels, "--device=reference", "--out", out));
    assertEquals("prediction,p_warm,\"p_wet, cold\",p_windy", Files.readAllLines(out).get(0));
    assertTrue(
        Files.readAllLines(out).stream().anyMatch(line -> line.startsWith("warm;windy,")),
        "two labels in a row");
    good(Cli.run("verify", file("model"), "--data", labels, "--device=reference"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--pos-weight=4         | 4.0,4.0 | \"warm\" 4.00000, \"windy\" 4.00000",
        "--class-weight=windy=3 | 1.0,3.0 | \"warm\" 1.00000, \"windy\" 3.00000",
        "--class-weight=balanced | balanced | ",
      })
  void weightsOfLabels(String option, String noted, String said) throws IOException {
    String head = "--head=multilabel";
    Ran trained =
        good(train(labels, "warm,windy", head, "--optimizer=newton", "--l2=0.01", option));
    assertTrue(
        trained.out().contains("weights of the positive class: " + (said == null ? "" : said)),
        trained.out());
    assertEquals(noted, ModelFile.read(file("model")).metadata().get("classWeights"));
    Ran replayed = good(Cli.run("verify", file("model"), "--data", labels, "--device=reference"));
    assertTrue(replayed.out().contains("class weights " + noted), replayed.out());
  }

  @Test
  void sharesOfClasses() throws IOException {
    good(train(soft, "x,y,z", "--epochs=3", "--validation=0.2"));
    String given = ModelFile.read(file("model")).modelSha256();
    // By position and in quotes, it is the same.
    good(train(soft, "1,\"y\",5", "--epochs=3", "--validation=0.2"));
    assertEquals(given, ModelFile.read(file("model")).modelSha256());
    Ran evaluated = good(Cli.run("evaluate", file("model"), soft, "--device=reference"));
    assertTrue(evaluated.out().contains("at best, the targets' entropy"), evaluated.out());
    good(Cli.run("verify", file("model"), "--data", soft, "--device=reference"));
    // The same model on rows with a class each.
    Ran classes =
        good(Cli.run("evaluate", file("model"), hard, "--target=class", "--device=reference"));
    assertTrue(classes.out().contains("balanced accuracy"), classes.out());
  }

  @Test
  void smoothedClasses() throws IOException {
    good(train(hard, "class", "--label-smoothing=0.1", "--optimizer=lbfgs", "--l2=0.01"));
    LinearModel model = ModelFile.read(file("model"));
    assertEquals("0.1", model.metadata().get("labelSmoothing"));
    Ran replayed = good(Cli.run("verify", file("model"), "--data", hard, "--device=reference"));
    assertTrue(replayed.out().contains("label smoothing 0.1"), replayed.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "soft.csv   | x,y     |                       | line 2, column 1 (\"x\"): the targets of this row sum to",
        "soft.csv   | x,y,x   |                       | the target column \"x\" is given twice",
        "soft.csv   | x,y,no  |                       | there is no target column \"no\"",
        "soft.csv   | x,\"y    |                       | check the quotes",
        "soft.csv   | x,y,z   | --weights=z           | cannot be both the target and the weights",
        "soft.csv   | x,y,z   | --ignore-label=z      | a label to ignore is one of a column of classes",
        "soft.csv   | x,y,z   | --head=sigmoid        | tells two classes apart, but the data have 3",
        "soft.csv   | x,y,z   | --summary --optimizer=lbfgs | give one target column",
        "hard.csv   | a,b     | --head=multilabel     | line 2, column 3 (\"class\")",
        "hard.csv   | class   | --head=multilabel     | name at least two, separated by commas",
        "labels.csv | warm,windy | --head=softmax      | take --head multilabel",
        "labels.csv | warm,windy | --head=multilabel --class-weight=cold=2 | There is a weight for the class",
        "hard.csv   | class   | --label-smoothing=1   | must be from 0 to under 1",
        "hard.csv   | class   | --label-smoothing=0.1 --summary --optimizer=lbfgs | leave the label smoothing out",
      })
  void refusesWithTheWayOut(String data, String target, String options, String message) {
    String[] more = options == null ? new String[0] : options.split(" ");
    Ran ran = train(file(data), target, more);
    assertEquals(2, ran.code(), ran::toString);
    assertTrue(ran.err().contains(message), ran.err());
    assertTrue(Files.notExists(file("model")));
  }

  @Test
  void evaluationRefusesOtherColumns() {
    good(train(soft, "x,y,z", "--epochs=1"));
    Ran ran = Cli.run("evaluate", file("model"), soft, "--target=x,y", "--device=reference");
    assertEquals(2, ran.code());
    assertTrue(ran.err().contains("must be those of the labels"), ran.err());
    Ran topK = Cli.run("evaluate", file("model"), soft, "--top-k=2", "--device=reference");
    assertEquals(2, topK.code());
    assertTrue(topK.err().contains("--top-k"), topK.err());
  }
}
