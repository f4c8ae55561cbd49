package org.logcl.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logcl.data.Dataset;
import org.logcl.data.Labels;
import org.logcl.error.InputException;

/** The column of weights of a CSV file, and rows of a label that are left out. */
class CsvWeightsTest {
  @TempDir Path directory;
  private final List<String> notes = new ArrayList<>();

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("data.csv"), text);
  }

  private CsvOptions options(String weights) {
    return CsvOptions.ofTarget("y").withWeights(weights).withNotes(notes::add);
  }

  @Test
  void isNoFeature() throws IOException {
    Path file = file("a,w,y,b\n1,0.5,u,2\n3,1e-3,v,4\n");
    for (String name : List.of("w", " w ", "2")) {
      Dataset rows = CsvReader.read(file, options(name));
      assertEquals(List.of("a", "b"), rows.featureNames());
      assertArrayEquals(new float[] {1, 2, 3, 4}, rows.features());
      assertArrayEquals(new float[] {0.5f, 1e-3f}, rows.weights());
      assertEquals("w", CsvReader.weightsName(file, options(name)));
    }
    assertEquals(List.of(), notes);
  }

  /** Its other cells are not even read, and a class of its own is none. */
  @Test
  void aRowOfWeight0IsNoRow() throws IOException {
    Dataset rows = CsvReader.read(file("a,w,y\n1,2,u\n?,0,x\n3,1,v\n,0.0,\n"), options("w"));
    Dataset without = CsvReader.read(file("a,w,y\n1,2,u\n3,1,v\n"), options("w"));
    assertEquals(without.sha256(), rows.sha256());
    assertEquals(List.of("data.csv: left out 2 rows of weight 0"), notes);
  }

  @Test
  void isReadForAModelToo() throws IOException {
    Path file = file("w,y,b,a\n2,v,4,1\n0,u,4,1\n");
    Labels labels = Labels.of(List.of("u", "v"));
    Dataset rows = CsvReader.readMatching(file, options("w"), List.of("a", "b"), labels);
    assertArrayEquals(new float[] {2}, rows.weights());
    assertEquals(List.of("data.csv: left out 1 row of weight 0"), notes);
    String message =
        assertThrows(
                InputException.class,
                () -> CsvReader.readMatching(file, options("a"), List.of("a", "b"), labels))
            .getMessage();
    assertTrue(
        message.endsWith(
            "line 1: the column of weights \"a\" is one of the model's features; name another column"),
        message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,w,y/1,-2,u/1,1,v | w | , line 2, column 2 (\"w\"): \"-2\" is negative; a weight is a number from 0 up",
        "a,w,y/1,1,u/1,inf,v | w | , line 3, column 2 (\"w\"): \"inf\" is not a finite number",
        "a,w,y/1,1,u/1,nan,v | w | , line 3, column 2 (\"w\"): \"nan\" is not a finite number",
        "a,w,y/1,1e39,u | w | , line 2, column 2 (\"w\"): \"1e39\" is over the largest float32",
        "a,w,y/1,,u | w | , line 2, column 2 (\"w\"): the cell is empty",
        "a,w,y/1,one,u | w | , line 2, column 2 (\"w\"): \"one\" is not a number",
        "a,w,y/1,0,u/1,0,v | w | : all 2 weights in column \"w\" are 0; at least one must be over 0",
        "a,w,y/1,0,u/1,1,v | y | , line 1: the column \"y\" cannot be both the target and the weights",
        "a,w,y/1,0,u/1,1,v | v | , line 1: there is no weights column \"v\"; the columns are \"a\", \"w\", \"y\"",
        "a,w,y/1,0,u/1,1,v | 4 | , line 1: there is no weights column 4: no column has that name",
        "w,y/1,u/1,v | w | , line 1: there is no column beside the target \"y\" and the weights \"w\"",
      })
  void saysWhatIsWrongAndWhere(String text, String weights, String expected) throws IOException {
    Path file = file(text.replace('/', '\n'));
    String message =
        assertThrows(InputException.class, () -> CsvReader.read(file, options(weights)))
            .getMessage();
    assertTrue(message.startsWith(file + expected), message);
  }

  private CsvOptions ignoring(String label) {
    return CsvOptions.ofTarget("y").withIgnored(label).withNotes(notes::add);
  }

  /** Its cells are not even read, and it is no class. */
  @Test
  void aLabelMayBeLeftOut() throws IOException {
    Dataset rows = CsvReader.read(file("a,y\n1,u\n?, none \n3,v\n,none\n"), ignoring("none"));
    Dataset without = CsvReader.read(file("a,y\n1,u\n3,v\n"), CsvOptions.ofTarget("y"));
    assertEquals(without.sha256(), rows.sha256());
    assertEquals(List.of("data.csv: left out 2 rows of the label \"none\""), notes);
  }

  @Test
  void anEmptyLabelToo() throws IOException {
    assertEquals(2, CsvReader.read(file("a,y\n1,u\n2,\n3,v\n"), ignoring("")).rows());
    assertEquals(List.of("data.csv: left out 1 row of the label \"\""), notes);
  }

  @Test
  void aLabelThatDoesNotOccurIsTold() throws IOException {
    CsvReader.read(file("a,y\n1,u\n3,v\n"), ignoring("nome"));
    assertEquals(List.of("data.csv: left out 0 rows of the label \"nome\""), notes);
  }

  @Test
  void aModelsLabelsNeedNotKnowIt() throws IOException {
    Path file = file("a,y\n1,none\n2,v\n");
    Labels labels = Labels.of(List.of("u", "v"));
    Dataset rows = CsvReader.readMatching(file, ignoring("none"), List.of("a"), labels);
    assertArrayEquals(new int[] {1}, rows.targets());
    String message =
        assertThrows(
                InputException.class,
                () ->
                    CsvReader.readMatching(
                        file("a,y\n1,none\n"), ignoring("none"), List.of("a"), labels))
            .getMessage();
    assertTrue(
        message.endsWith("every row has the label to ignore, \"none\"; ignore another, or none"),
        message);
  }
}
