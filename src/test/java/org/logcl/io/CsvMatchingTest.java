package org.logcl.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logcl.data.Dataset;
import org.logcl.data.Labels;
import org.logcl.error.InputException;

/** Data for a model: columns by name, classes by the model's labels. */
class CsvMatchingTest {
  private static final List<String> FEATURES = List.of("b", "a");
  private static final Labels LABELS = Labels.ofOrdered(List.of("v", "u", "w"));

  @TempDir Path directory;

  private Dataset read(String text, CsvOptions options) throws IOException {
    Path file = Files.writeString(directory.resolve("data.csv"), text);
    return CsvReader.readMatching(file, options, FEATURES, LABELS);
  }

  private String message(String text, CsvOptions options) {
    return assertThrows(InputException.class, () -> read(text, options)).getMessage();
  }

  @Test
  void matchesColumnsByName() throws IOException {
    Dataset data = read("note,a,b,\nx,1,2,\n,3,4,z\n", CsvOptions.withoutTarget());
    assertEquals(FEATURES, data.featureNames());
    assertArrayEquals(new float[] {2, 1, 4, 3}, data.features());
    assertFalse(data.hasTargets());
  }

  @Test
  void mapsClassesByTheModelsLabels() throws IOException {
    // Neither their order nor a class without rows shifts the indices.
    Dataset data = read("y,a,b\nw,1,2\nv,3,4\n", CsvOptions.ofTarget("y"));
    assertArrayEquals(new int[] {2, 0}, data.targets());
    assertEquals(LABELS, data.labels());
    assertArrayEquals(new int[] {1}, read("a,b,y\n1,2,u\n", CsvOptions.ofTarget("3")).targets());
  }

  @Test
  void refusesClassesNotSeenInTraining() {
    String message = message("a,b,y\n1,2,u\n1,2,U\n", CsvOptions.ofTarget("y"));
    assertTrue(
        message.endsWith(
            ", line 3, column 3 (\"y\"): the class \"U\" was not seen in training; allowed:"
                + " \"v\", \"u\", \"w\""),
        message);
  }

  @Test
  void listsAllowedClassesBriefly() throws IOException {
    Path file = Files.writeString(directory.resolve("data.csv"), "a,y\n1,none\n");
    Labels many = Labels.of(IntStream.range(0, 1000).mapToObj(Integer::toString).toList());
    String message =
        assertThrows(
                InputException.class,
                () -> CsvReader.readMatching(file, CsvOptions.ofTarget("y"), List.of("a"), many))
            .getMessage();
    assertTrue(message.endsWith("\"18\", \"19\" and 980 more"), message);
  }

  @Test
  void listsMissingColumns() {
    String message = message("A,c\n1,2\n", CsvOptions.withoutTarget());
    assertTrue(
        message.endsWith(
            ", line 1: 2 columns are missing: \"b\", \"a\"; the columns are" + " \"A\", \"c\""),
        message);
    String separator = message("a;b\n1;2\n", CsvOptions.withoutTarget());
    assertTrue(separator.endsWith("the separator seems to be \";\""), separator);
  }

  @Test
  void duplicateColumnsMatterOnlyWhereUsed() throws IOException {
    assertArrayEquals(
        new float[] {2, 1}, read("c,a,b,c\n9,1,2,9\n", CsvOptions.withoutTarget()).features());
    String message = message("a,b,a\n1,2,3\n", CsvOptions.withoutTarget());
    assertTrue(message.contains("columns 1 and 3 are both named \"a\""), message);
    String target = message("a,b,y,y\n1,2,u,u\n", CsvOptions.ofTarget("y"));
    assertTrue(target.contains("columns 3 and 4 are both named \"y\""), target);
  }

  @Test
  void targetMustNotBeAFeature() {
    String message = message("a,b,y\n1,2,u\n", CsvOptions.ofTarget("1"));
    assertTrue(message.contains("the target \"a\" is one of the model's features"), message);
  }

  @Test
  void oneClassAloneCanBeEvaluated() throws IOException {
    assertArrayEquals(
        new int[] {0, 0}, read("a,b,y\n1,2,v\n1,2,v\n", CsvOptions.ofTarget("y")).targets());
  }

  @Test
  void ignoredColumnsMayHoldAnything() throws IOException {
    assertEquals(1, read("a,b,y\n1,2,\n", CsvOptions.withoutTarget()).rows());
    assertTrue(message("a,b,y\n1,,u\n", CsvOptions.withoutTarget()).contains("the cell is empty"));
  }

  @Test
  void blankLineBetweenRowsIsNoRowToSkip() throws IOException {
    Path file = Files.writeString(directory.resolve("one.csv"), "a\n1\n\n2\n\n");
    String message =
        assertThrows(
                InputException.class,
                () ->
                    CsvReader.readMatching(file, CsvOptions.withoutTarget(), List.of("a"), LABELS))
            .getMessage();
    assertTrue(message.endsWith("line 3: blank line; remove it"), message);
  }
}
