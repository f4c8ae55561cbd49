package org.logcl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logcl.cli.Cli.Ran;
import org.logcl.io.ModelFile;

/** {@code --class-weight} and {@code --pos-weight} from end to end. */
class ClassWeightCliTest {
  @TempDir Path directory;

  private Ran train(Path data, String target, String... more) {
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(List.of("train", data, "--target", target, "--out", model()));
    arguments.addAll(List.of("--epochs=2", "--device=reference"));
    arguments.addAll(Arrays.asList(more));
    return Cli.run(arguments.toArray());
  }

  private Ran cancer(String... more) {
    String[] options = Arrays.copyOf(more, more.length + 1);
    options[more.length] = "--standardize";
    return train(Path.of(Cli.CANCER), "diagnosis", options);
  }

  private Path model() {
    return directory.resolve("m.safetensors");
  }

  private String sha256(Ran ran) {
    assertEquals(0, ran.code(), ran::toString);
    return ModelFile.read(model()).modelSha256();
  }

  @Test
  void givenInSeveralWaysTheyAreTheSame() {
    String expected = sha256(cancer("--pos-weight=2.5"));
    assertEquals("1.0,2.5", ModelFile.read(model()).metadata().get("classWeights"));
    assertEquals(expected, sha256(cancer("--class-weight=malignant=2.5")));
    assertEquals(expected, sha256(cancer("--class-weight=malignant=2.5,benign=1")));
    assertEquals(
        expected, sha256(cancer("--class-weight=benign=1", "--class-weight=malignant=25e-1")));
    assertFalse(expected.equals(sha256(cancer())));
  }

  @Test
  void balancedIsToldAndReplayed() {
    Ran ran = cancer("--class-weight=balanced", "--validation=0.2", "--seed=3");
    assertEquals(0, ran.code(), ran::toString);
    // 455 rows, 285 of them benign.
    assertTrue(
        ran.out().contains("\nclass weights: \"benign\" 0.798246, \"malignant\" 1.33824\n"),
        ran.out());
    Ran replay = Cli.run("verify", model(), "--data", Cli.CANCER, "--device", "reference");
    assertEquals(0, replay.code(), replay::toString);
    assertTrue(
        replay.out().contains(", seed 3, class weights balanced, standardized"), replay.out());
  }

  /** S in the translation of --C is the sum of what rows count. */
  @Test
  void areInTheTranslationOfC() {
    Ran ran = cancer("--pos-weight=2", "--C=1");
    assertTrue(ran.out().contains("here: 1 / (C * 781.0)"), ran::toString);
  }

  @Test
  void labelsMayHaveCommasAndEqualsSigns() throws IOException {
    Path data =
        Files.writeString(
            directory.resolve("odd.csv"), "a,y\n1,\"x,y\"\n2,k=v\n3,\"x,y\"\n4,k=v\n5,\"a,b=c\"\n");
    Ran ran = train(data, "y", "--class-weight=x,y=2,k=v=3");
    assertEquals(0, ran.code(), ran::toString);
    assertEquals("1.0,3.0,2.0", ModelFile.read(model()).metadata().get("classWeights"));
  }

  @Test
  void saysWhatIsWrong() {
    refused(
        "\"M\", which the rows do not have; their classes are: \"benign\"", "--class-weight=M=2");
    refused("neither balanced nor LABEL=W", "--class-weight=benign");
    refused("neither balanced nor LABEL=W", "--class-weight=");
    refused(
        "the weight of the class \"benign\", \"two\", is not a number",
        "--class-weight=benign=two");
    refused("has a weight already", "--class-weight=benign=2,benign=3");
    refused("it must be 0, or between 1e-30 and 1e30", "--class-weight=benign=-2");
    refused("it must be 0, or between 1e-30 and 1e30", "--pos-weight=-2");
    refused("leave the other --class-weight out", "--class-weight=balanced", "--class-weight=a=1");
    refused("leave it out, or --class-weight", "--pos-weight=2", "--class-weight=balanced");
    refused("Training needs rows of at least two classes", "--pos-weight=0");
    Ran digits = train(Path.of("examples/digits.csv"), "digit", "--pos-weight=2");
    assertEquals(2, digits.code());
    assertTrue(
        digits.err().contains("the rows have 10. Weigh classes by their labels"), digits.err());
  }

  private void refused(String reason, String... options) {
    Ran ran = cancer(options);
    assertEquals(2, ran.code(), ran::toString);
    assertTrue(ran.err().contains(reason), ran.err());
  }
}
