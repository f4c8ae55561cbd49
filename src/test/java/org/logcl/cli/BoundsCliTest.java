package org.logcl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logcl.cli.Cli.Ran;
import org.logcl.io.ModelFile;
import org.logcl.model.LinearModel;

/** Bounds on coefficients from the command line. */
class BoundsCliTest {
  @TempDir Path directory;

  private Ran train(String... more) {
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(List.of("train", Cli.CANCER, "--target", "diagnosis", "--standardize"));
    arguments.addAll(List.of("--C=1", "--out", model(), "--device", "reference"));
    arguments.addAll(List.of(more));
    return Cli.run(arguments.toArray());
  }

  private Path model() {
    return directory.resolve("m.safetensors");
  }

  private LinearModel trained(String... more) {
    Ran ran = train(more);
    assertEquals(0, ran.code(), ran::toString);
    return ModelFile.read(model());
  }

  private static float weight(LinearModel model, String feature) {
    return model.weights()[model.featureNames().indexOf(feature)];
  }

  @Test
  void boundsAllFeaturesOrSome() {
    LinearModel free = trained("--optimizer=owlqn");
    assertTrue(weight(free, "mean_radius") > 0.3, () -> "" + weight(free, "mean_radius"));
    LinearModel model =
        trained(
            "--optimizer=owlqn",
            "--lower-bounds",
            "-0.125",
            "--lower-bounds=mean_area=0.5,mean_radius=-inf",
            "--upper-bounds=mean_radius=0.25",
            "--upper-bounds",
            "(Intercept)=-0.5");
    assertEquals(0.25f, weight(model, "mean_radius"));
    assertTrue(weight(model, "mean_area") >= 0.5f);
    for (float weight : model.weights()) {
      assertTrue(weight >= -0.125f, () -> "" + weight);
    }
    assertEquals(-0.5f, model.bias()[0]);
  }

  @Test
  void boundsAreReplayed() {
    Ran ran = train("--optimizer=auto", "--lower-bounds=0");
    assertEquals(0, ran.code(), ran::toString);
    assertTrue(
        ran.out().contains("\noptimizer: owlqn, chosen by auto: there are bounds on coefficients"),
        ran.out());
    Ran replay = Cli.run("verify", model(), "--data", Cli.CANCER, "--device", "reference");
    assertEquals(0, replay.code(), replay::toString);
    assertTrue(replay.out().contains("intercept free, within bounds, seed 1"), replay.out());
  }

  @Test
  void refusesWhatItCannotDo() {
    refused("The optimizer sgd has no bounds on coefficients; take owlqn", "--lower-bounds=0");
    String auto = "--optimizer=auto";
    refused("neither a number nor NAME=V", auto, "--lower-bounds=mean_radius");
    refused("neither a number nor NAME=V", auto, "--lower-bounds=0.0.0");
    refused(
        "the bound of the feature \"mean_area\", \"x\", is not a number",
        auto,
        "--upper-bounds=mean_area=x");
    refused("are both for all features", auto, "--lower-bounds=0", "--lower-bounds=1");
    refused("has a bound already", auto, "--lower-bounds=mean_area=0,mean_area=1");
    refused("There is a bound for the feature \"size\"", auto, "--lower-bounds=size=0");
    refused("The lower bound 1.0 is over the upper", auto, "--lower-bounds=1", "--upper-bounds=0");
    refused("--summary has no standard errors under bounds", auto, "--lower-bounds=0", "--summary");
  }

  private void refused(String reason, String... options) {
    Ran ran = train(options);
    assertEquals(2, ran.code(), ran::toString);
    assertTrue(ran.err().contains(reason), ran.err());
  }
}
