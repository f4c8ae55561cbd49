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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logcl.cli.Cli.Ran;

/** {@code train --summary}: what is printed, written, refused. */
class SummaryCliTest {
  private static final String OVERLAP = "src/test/resources/org/logcl/statistics/overlap.csv";

  @TempDir Path directory;

  private Ran train(String data, String target, String... more) {
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(List.of("train", data, "--target", target, "--summary"));
    arguments.addAll(List.of("--out", model(), "--device", "reference"));
    arguments.addAll(List.of(more));
    return Cli.run(arguments.toArray());
  }

  private Path model() {
    return directory.resolve("m.safetensors");
  }

  @Test
  void printsWhatRPrints() {
    Ran ran = train(OVERLAP, "y", "--optimizer=newton");
    assertEquals(0, ran.code(), ran::toString);
    String table = ran.out().substring(ran.out().indexOf("standard errors"));
    assertTrue(
        table.startsWith(
            """
            standard errors from the Fisher information

            coefficients of the columns as they are
                          estimate  std. error  z value  Pr(>|z|)            2.5 %     97.5 %
            (Intercept)    204.735     162.969    1.256     0.209         -114.678    524.148
            age          0.0304621   0.0109446    2.783   0.00538  **   0.00901114  0.0519130
            dose          0.577492    0.115058    5.019  5.19e-07  ***    0.351982   0.803002
            smoker         1.21380    0.335281    3.620  0.000294  ***    0.556660    1.87094
            level        -0.208480    0.163257   -1.277     0.202        -0.528457   0.111498
            codes: 0 '***' 0.001 '**' 0.01 '*' 0.05 '.' 0.1 ' ' 1; intervals are Wald's

            null deviance      275.637 on 199 degrees of freedom
            residual deviance  227.250 on 195 degrees of freedom
            AIC                237.250, dispersion 1, 5 parameters
            Fisher scoring"""),
        table);
  }

  @Test
  void printsBothUnitsWhereStandardised() {
    Ran ran =
        train(OVERLAP, "y", "--optimizer=auto", "--standardize", "--confidence=0.9", "--l2=0.01");
    assertEquals(0, ran.code(), ran::toString);
    assertTrue(
        ran.out()
            .contains(
                "\nstandard errors of the Laplace approximation to the posterior under the L2"
                    + " penalty's prior\n\ncoefficients of the standardised columns, as trained\n"),
        ran.out());
    assertTrue(ran.out().contains("\ncoefficients of the columns as they are\n"), ran.out());
    assertTrue(ran.out().contains("5 %       95 %\n"), ran.out());
    assertTrue(ran.out().contains(" on 195.23 degrees of freedom\n"), ran.out());
  }

  @Test
  void writesTheFigures() throws IOException {
    Path metrics = directory.resolve("metrics.json");
    String[] options = {"--optimizer=lbfgs", "--standardize", "--json", "--metrics=" + metrics};
    Ran ran = train(OVERLAP, "y", options);
    assertEquals(0, ran.code(), ran::toString);
    Map<?, ?> summary = (Map<?, ?>) ran.json().get("summary");
    assertEquals("fisher", summary.get("errors"));
    assertEquals(0.95, summary.get("level"));
    assertEquals(195.0, summary.get("residualDegreesOfFreedom"));
    assertEquals(227.25028165397961, (double) summary.get("residualDeviance"), 1e-9);
    List<?> raw = (List<?>) summary.get("rawCoefficients");
    Map<?, ?> age = (Map<?, ?>) raw.get(1);
    assertEquals("age", age.get("name"));
    assertEquals(0.030462080354076746, (double) age.get("estimate"), 1e-11);
    assertEquals(0.01094455964464193, (double) age.get("standardError"), 1e-11);
    assertEquals(0.005380770012157165, (double) age.get("p"), 1e-11);
    Map<?, ?> trained = (Map<?, ?>) ((List<?>) summary.get("coefficients")).get(1);
    assertEquals(0.52011000510347594, (double) trained.get("estimate"), 1e-9);
    Map<?, ?> written = (Map<?, ?>) Cli.parse(Files.readString(metrics));
    assertEquals(summary, written.get("summary"));
  }

  @Test
  void withoutItThereIsNone() throws IOException {
    Ran ran =
        Cli.run("train", OVERLAP, "--target=y", "--out", model(), "--device=reference", "--json");
    assertEquals(0, ran.code(), ran::toString);
    assertFalse(ran.json().containsKey("summary"));
  }

  @Test
  void separableDataAreRefusedWithTheReason() {
    Ran ran = train(Cli.CANCER, "diagnosis", "--standardize", "--optimizer=newton");
    assertEquals(2, ran.code(), ran::toString);
    assertTrue(ran.err().contains("logcl: No statistics: the data are separable."), ran.err());
    assertTrue(
        ran.err().contains("Nothing was written; without --summary the model is."), ran.err());
    assertFalse(Files.exists(model()));
  }

  @Test
  void refusesWhatHasNoStatistics() {
    refused("--summary is about the optimum, and --optimizer sgd only comes near it");
    refused("--summary is about the optimum, and --optimizer adam only", "--optimizer=adam");
    refused("no standard errors under an L1 penalty", "--optimizer=owlqn", "--l1=0.1");
    refused("needs a free intercept", "--optimizer=lbfgs", "--intercept=none");
    refused("needs two classes and the sigmoid head", "--optimizer=lbfgs", "--head=softmax");
    refused("level of confidence is 95.0", "--optimizer=lbfgs", "--confidence=95");
    refused(
        "training ended before it (iteration limit)", "--optimizer=lbfgs", "--max-iterations=1");
    Ran digits = train("examples/digits.csv", "digit", "--optimizer=lbfgs");
    assertEquals(2, digits.code());
    assertTrue(digits.err().contains("needs two classes"), digits.err());
  }

  private void refused(String reason, String... options) {
    Ran ran = train(OVERLAP, "y", options);
    assertEquals(2, ran.code(), ran::toString);
    assertTrue(ran.err().contains(reason), ran.err());
    assertFalse(Files.exists(model()));
  }
}
