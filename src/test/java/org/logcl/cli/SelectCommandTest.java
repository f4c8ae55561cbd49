package org.logcl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logcl.cli.Cli.Ran;
import org.logcl.io.ModelFile;

class SelectCommandTest {
  @TempDir Path directory;
  private Path model;

  @BeforeEach
  void names() {
    model = directory.resolve("m.safetensors");
  }

  private Ran select(Object... more) {
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(List.of("select", Cli.CANCER, "--target=diagnosis", "--out", model));
    arguments.addAll(List.of("--standardize", "--device=reference"));
    arguments.addAll(List.of(more));
    return Cli.run(arguments.toArray());
  }

  private static Ran good(Ran ran) {
    assertEquals(0, ran.code(), ran::toString);
    return ran;
  }

  @Test
  void printsFoldsTableAndChoice() {
    Ran ran = good(select("--folds=3", "--l2=0.00001,1,0.003", "--seed=7"));
    assertEquals("", ran.err());
    List<String> lines = ran.out().lines().toList();
    assertEquals("breast_cancer.csv: 569 rows, 30 features, 2 classes; 3 folds", lines.get(0));
    assertTrue(lines.get(1).startsWith("device: reference, as asked for"), lines.get(1));
    for (int fold = 1; fold <= 3; ++fold) {
      String line = lines.get(1 + fold);
      assertTrue(
          line.matches(
              "fold " + fold + "/3  (189|190) rows held out  3 penalties  \\d+ iterations"),
          line);
    }
    assertTrue(
        lines.get(5).matches(" *l2  log loss  std. error  accuracy  weights  iterations"),
        ran::toString);
    assertTrue(lines.get(6).matches(" *1\\.000  .*  30\\.0  +\\d+"), ran::toString);
    assertTrue(lines.get(7).matches(" *0\\.003000  .*  best, one-se"), ran::toString);
    assertTrue(lines.get(8).matches(" *1\\.000e-05  .*  30\\.0  +\\d+"), ran::toString);
    assertTrue(ran.out().contains("\ntaken       l2 0.003000 (best of 3 penalties, 3 folds)\n"));
    assertTrue(ran.out().contains("optimizer: newton, chosen by auto"), ran::toString);
  }

  /** The best of these is the weakest: that is said, whatever else is not. */
  @Test
  void warnsAtTheEndOfThePath() {
    Ran ran = good(select("--folds=3", "--l2=0.1,1", "--quiet"));
    assertTrue(ran.err().startsWith("warning: The best penalty is the weakest"), ran::toString);
  }

  @Test
  void writesTheTable() throws IOException {
    Path metrics = directory.resolve("m.json");
    Ran ran =
        good(
            select(
                "--folds=4",
                "--path=6",
                "--l1-ratio=1",
                "--choose=one-se",
                "--json",
                "--quiet",
                "--metrics",
                metrics));
    Map<?, ?> figures = ran.json();
    assertEquals(figures, Cli.parse(Files.readString(metrics)));
    assertEquals(
        Set.of(
            "device",
            "backend",
            "driver",
            "head",
            "rows",
            "features",
            "classes",
            "folds",
            "rule",
            "best",
            "oneStandardError",
            "chosen",
            "path",
            "optimizer",
            "status",
            "iterations",
            "train",
            "objective",
            "seconds",
            "modelSha256"),
        figures.keySet());
    assertEquals(4L, figures.get("folds"));
    assertEquals("one-se", figures.get("rule"));
    assertEquals(figures.get("oneStandardError"), figures.get("chosen"));
    assertEquals("owlqn", figures.get("optimizer"));
    List<?> path = (List<?>) figures.get("path");
    assertEquals(6, path.size());
    Map<?, ?> first = (Map<?, ?>) path.get(0);
    assertEquals(
        Set.of(
            "l1",
            "l2",
            "logLoss",
            "standardError",
            "accuracy",
            "nonzeroWeights",
            "iterations",
            "folds"),
        first.keySet());
    assertEquals(
        (double) first.get("l1") * 1e-4, (double) ((Map<?, ?>) path.get(5)).get("l1"), 1e-12);
    assertEquals(0.0, first.get("l2"));
    Map<?, ?> fold = (Map<?, ?>) ((List<?>) first.get("folds")).get(3);
    assertEquals(
        Set.of(
            "logLoss",
            "accuracy",
            "weight",
            "nonzeroWeights",
            "iterations",
            "evaluations",
            "status"),
        fold.keySet());
    assertEquals(142.0, fold.get("weight"));
    assertEquals(ModelFile.read(model).modelSha256(), figures.get("modelSha256"));
    Map<String, String> notes = ModelFile.read(model).metadata();
    assertEquals("crossValidation", notes.get("selection"));
    assertEquals("4", notes.get("selectionFolds"));
    assertEquals("6", notes.get("selectionPenalties"));
    assertEquals("one-se", notes.get("selectionRule"));
    Map<?, ?> taken = (Map<?, ?>) path.get(((Long) figures.get("chosen")).intValue());
    assertEquals(taken.get("logLoss").toString(), notes.get("selectionLogLoss"));
    assertEquals(taken.get("standardError").toString(), notes.get("selectionStandardError"));
  }

  /** The file is that of a plain training: verify trains it again. */
  @Test
  void theModelIsReplayed() {
    good(select("--folds=3", "--C=0.1,1,10", "--class-weight=balanced", "--quiet"));
    good(Cli.run("verify", model, "--data", Cli.CANCER, "--device=reference", "--quiet"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--folds=1 | it must be 2 or more",
        "--folds=600 | 600 folds need as many rows",
        "--choose=1se | --choose 1se is not known; there are: best, one-se.",
        "--optimizer=sgd | --optimizer sgd does not choose a penalty",
        "--optimizer=lbfgs --l1=0.1 | The optimizer lbfgs has no L1 penalty",
        "--path=1 | The number of penalties is 1",
        "--path=5 --l2=1,2 | --path and --l1 or --l2 both give penalties",
        "--C=1,2 --alpha=1 | --C and --alpha both give penalties",
        "--path-ratio=0.1 --C=1,2 | --path-ratio goes with --path",
        "--path-ratio=2 | it must be over 0 and under 1",
        "--l1-ratio=0.5 --l1=1,2 | --l1-ratio goes with",
        "--l1-ratio=2 | from 0 to 1",
        "--l1-ratio=2 --alpha=1 | from 0 to 1",
        "--l1=1,2 --l2=1,2 | --l1 and --l2 are both lists",
        "--l2=1,1 | A penalty is given twice",
        "--l2=1,-1 | L2 penalty",
        "--C=1,0 | C is 0.0; it must be over 0",
        "--l2=1,x | \"x\" is not a decimal number",
        "--intercept=some | --intercept some is not known",
        "--patience=2 | The patience is 2; it must be 0 where a penalty is chosen",
        "--lower-bounds=0 --optimizer=lbfgs | no bounds on coefficients",
        "--head=tail | --head tail is not known"
      })
  void refusesBadOptions(String options, String reason) {
    Ran ran = select((Object[]) options.split(" "));
    assertEquals(2, ran.code(), ran::toString);
    assertTrue(ran.err().contains(reason), ran::toString);
    assertFalse(Files.exists(model));
  }

  @Test
  void refusesToWriteOverItsData() {
    Ran ran = Cli.run("select", Cli.CANCER, "--target=diagnosis", "--out", Cli.CANCER);
    assertEquals(2, ran.code(), ran::toString);
    assertTrue(ran.err().contains("same file"), ran::toString);
  }
}
