package org.logcl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logcl.cli.Cli.Ran;
import org.logcl.io.ModelFile;

/** {@code --weights} and {@code --ignore-label} from end to end. */
class WeightsCliTest {
  @TempDir Path directory;
  private List<String> lines;

  @BeforeEach
  void read() throws IOException {
    lines = Files.readAllLines(Path.of(Cli.CANCER));
  }

  /** The cancer rows with a column of weights in front; a row without one is left away. */
  private Path weighted(String name, IntFunction<String> weight) throws IOException {
    List<String> text = new ArrayList<>(List.of("w," + lines.get(0)));
    for (int row = 1; row < lines.size(); ++row) {
      if (weight.apply(row) != null) {
        text.add(weight.apply(row) + "," + lines.get(row));
      }
    }
    return Files.write(directory.resolve(name), text);
  }

  private Path model(String name) {
    return directory.resolve(name);
  }

  private Ran train(String name, Path data, String... more) {
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(List.of("train", data, "--target=diagnosis", "--standardize", "--epochs=2"));
    arguments.addAll(List.of("--device=reference", "--out", model(name)));
    arguments.addAll(Arrays.asList(more));
    return good(Cli.run(arguments.toArray()));
  }

  private static Ran good(Ran ran) {
    assertEquals(0, ran.code(), ran::toString);
    return ran;
  }

  private String sha256(String name) {
    return ModelFile.read(model(name)).modelSha256();
  }

  /** In batches, with a split and standardised: the same bits, and the same figures. */
  @ParameterizedTest
  @ValueSource(strings = {"--validation=0.2", "--batch-size=7", "--optimizer=lbfgs"})
  void weight0IsTheRowRemoved(String option) throws IOException {
    String[] options =
        option.startsWith("--optimizer")
            ? new String[] {option, "--l2=0.01"}
            : new String[] {option};
    Path some = weighted("some.csv", row -> row % 5 == 0 ? "0" : "1." + row % 3);
    Path fewer = weighted("fewer.csv", row -> row % 5 == 0 ? null : "1." + row % 3);
    Ran ran = run("zero", some, options);
    run("removed", fewer, options);
    assertTrue(ran.out().startsWith("some.csv: left out 113 rows of weight 0\n"), ran::toString);
    assertEquals(sha256("removed"), sha256("zero"));
    assertEquals(evaluate("zero", fewer), evaluate("zero", some));
  }

  private Ran run(String name, Path data, String... options) {
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(List.of("train", data, "--target=diagnosis", "--standardize"));
    arguments.addAll(List.of("--device=reference", "--weights=w", "--out", model(name)));
    arguments.addAll(Arrays.asList(options));
    return good(Cli.run(arguments.toArray()));
  }

  private Map<?, ?> evaluate(String name, Path data) throws IOException {
    Ran ran = Cli.run("evaluate", model(name), data, "--weights=w", "--json", "--device=reference");
    return good(ran).json();
  }

  @Test
  void isRememberedAndReplayed() throws IOException {
    Path data = weighted("data.csv", row -> "" + row % 4);
    train("m", data, "--weights=1", "--validation=0.2");
    assertEquals("w", ModelFile.read(model("m")).metadata().get("weights"));
    Ran same = Cli.run("verify", model("m"), "--data", data, "--device=reference");
    assertEquals(0, same.code(), same::toString);
    Ran other = Cli.run("verify", model("m"), "--data", Cli.CANCER, "--device=reference");
    assertEquals(2, other.code(), other::toString);
    assertTrue(other.err().contains("there is no weights column \"w\""), other::toString);
    Path renamed = directory.resolve("renamed.csv");
    Files.writeString(renamed, Files.readString(data).replaceFirst("^w,", "importance,"));
    String option = "--weights=importance";
    Ran again = Cli.run("verify", model("m"), "--data", renamed, option, "--device=reference");
    assertEquals(0, again.code(), again::toString);
  }

  @Test
  void evaluatesWithThemOnlyWhereToldTo() throws IOException {
    Path data = weighted("data.csv", row -> "" + (1 + row % 4));
    train("m", data, "--weights=w");
    Ran plain = good(Cli.run("evaluate", model("m"), data, "--device=reference", "--json"));
    assertTrue(
        plain.err().contains("rows are not weighted; --weights w weighs them as in training"),
        plain::toString);
    assertEquals(569.0, plain.json().get("weightSum"));
    Map<?, ?> weighted = evaluate("m", data);
    assertEquals(569L, weighted.get("rows"));
    assertNotEquals(plain.json().get("logLoss"), weighted.get("logLoss"));
    assertEquals(569 / 4 * 10 + 2.0, weighted.get("weightSum"));
  }

  /** Extra columns are ignored, weights are no exception; weight 0 is no reason not to predict. */
  @Test
  void predictIgnoresThem() throws IOException {
    Path data = weighted("data.csv", row -> "" + row % 4);
    train("m", data, "--weights=w");
    Path out = directory.resolve("p.csv");
    good(Cli.run("predict", model("m"), data, "--out", out, "--device=reference"));
    assertEquals(570, Files.readAllLines(out).size());
  }

  @Test
  void validationRowsHaveTheirOwn() throws IOException {
    Path data = weighted("data.csv", row -> "" + (1 + row % 4));
    Path same = weighted("same.csv", row -> "1");
    Ran ran = train("m", data, "--weights=w", "--validation", same.toString(), "--json");
    Map<?, ?> held = (Map<?, ?>) ran.json().get("validation");
    Path cancer = Path.of(Cli.CANCER);
    Ran plain = Cli.run("evaluate", model("m"), cancer, "--device=reference", "--json");
    assertEquals((double) good(plain).json().get("logLoss"), (double) held.get("logLoss"), 1e-9);
    Ran missing =
        Cli.run(
            "train",
            data,
            "--target=diagnosis",
            "--weights=w",
            "--validation",
            Cli.CANCER,
            "--out",
            model("n"),
            "--device=reference");
    assertEquals(2, missing.code());
    assertTrue(
        missing.err().contains("breast_cancer.csv, line 1: there is no weights column \"w\""),
        missing::toString);
  }

  @Test
  void verifiesADeviceOnWeightedRows() throws IOException {
    Path data = weighted("data.csv", row -> row > 60 ? null : "" + (1 + row % 4));
    Object[] verify = {
      "verify", "--data", data, "--target=diagnosis", "--standardize", "--weights=w"
    };
    Object[] whole = Arrays.copyOf(verify, verify.length + 1);
    whole[verify.length] = "--device=reference";
    good(Cli.run(whole));
    for (String option : List.of("--weights=w", "--ignore-label=w")) {
      Ran alone = Cli.run("verify", option);
      assertEquals(2, alone.code());
      assertTrue(
          alone.err().contains("--weights and --ignore-label are about --data"), alone::toString);
    }
  }

  /** Trained, evaluated and replayed without its rows; in a split too. */
  @Test
  void anIgnoredLabelIsItsRowsRemoved() throws IOException {
    List<String> text = new ArrayList<>(lines);
    for (int row = 5; row < text.size(); row += 9) {
      text.set(row, text.get(row).replaceAll("benign|malignant", "unclear"));
    }
    Path some = Files.write(directory.resolve("some.csv"), text);
    text.removeIf(line -> line.endsWith("unclear"));
    Path fewer = Files.write(directory.resolve("fewer.csv"), text);
    train("removed", fewer, "--validation=0.2");
    Ran ran = train("ignored", some, "--validation=0.2", "--ignore-label=unclear");
    assertTrue(
        ran.out().startsWith("some.csv: left out 63 rows of the label \"unclear\"\n"), ran.out());
    assertEquals(sha256("removed"), sha256("ignored"));
    assertEquals("unclear", ModelFile.read(model("ignored")).metadata().get("ignoredLabel"));
    good(Cli.run("verify", model("ignored"), "--data", some, "--device=reference"));
    Ran scored = good(Cli.run("evaluate", model("ignored"), some, "--device=reference", "--json"));
    assertEquals((long) text.size() - 1, scored.json().get("rows"));
    Ran unknown = Cli.run("evaluate", model("removed"), some, "--device=reference");
    assertEquals(2, unknown.code());
    assertTrue(unknown.err().contains("the class \"unclear\" was not seen in training"));
  }
}
