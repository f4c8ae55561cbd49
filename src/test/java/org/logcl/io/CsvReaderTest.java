package org.logcl.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logcl.data.Dataset;

class CsvReaderTest {
  @TempDir Path directory;

  private Path file(String text) throws IOException {
    return Files.write(directory.resolve("data.csv"), text.getBytes(StandardCharsets.UTF_8));
  }

  private Dataset read(String text, String target) throws IOException {
    return CsvReader.read(file(text), CsvOptions.ofTarget(target));
  }

  @Test
  void readsFeaturesAndClasses() throws IOException {
    Dataset data = read("a,class,b\n1,x10,-2.5\n.5,x9,1e-3\n+3.,x10,4E2\n", "class");
    assertEquals(3, data.rows());
    assertEquals(List.of("a", "b"), data.featureNames());
    assertArrayEquals(new float[] {1, -2.5f, .5f, 1e-3f, 3, 400}, data.features());
    assertEquals(List.of("x10", "x9"), data.labels().names());
    assertArrayEquals(new int[] {0, 1, 0}, data.targets());
    assertEquals(false, data.hasWeights());
  }

  @Test
  void numericClassesKeepTheirTextAndSortByValue() throws IOException {
    Dataset data = read("a,y\n1,10\n2,9\n3,10\n", "y");
    assertEquals(List.of("9", "10"), data.labels().names());
    assertArrayEquals(new int[] {1, 0, 1}, data.targets());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,y\r\n1,u\r\n2,v\r\n", // CRLF
        "\ufeffa,y\n1,u\n2,v", // byte order mark, no line end at the end
        "a,y\n1,u\n2,v\n\n\n", // blank lines at the end
        "a,y\n1,u\n2,v\n  \r\n\t\n",
        " a , y \n 1 , u \n\t2,v \n", // blanks around everything
        "\"a\",\"y\"\n\"1\",\"u\"\n\"2\",\"v\"\n", // quotes
        "a,y\r1,u\r2,v\r"
      })
  void readsTheSameFromEveryDialect(String text) throws IOException {
    String plain = read("a,y\n1,u\n2,v\n", "y").sha256();
    assertEquals(plain, read(text, "y").sha256());
    assertEquals(List.of("a"), read(text, "y").featureNames());
  }

  @Test
  void quotedCellsMayHoldSeparatorsQuotesAndLines() throws IOException {
    Dataset data = read("\"a,\"\"b\",y\n1,\"u\nv\"\n2,w\n", "y");
    assertEquals(List.of("a,\"b"), data.featureNames());
    assertEquals(List.of("u\nv", "w"), data.labels().names());
  }

  @Test
  void otherSeparators() throws IOException {
    CsvOptions semicolons = CsvOptions.ofTarget("y").withSeparator(';');
    Dataset data = CsvReader.read(file("a;y\n1;u,v\n2;w\n"), semicolons);
    assertEquals(List.of("u,v", "w"), data.labels().names());
  }

  @Test
  void targetByPositionUnlessAColumnHasThatName() throws IOException {
    assertEquals(List.of("b"), read("a,b\n1,2\n3,4\n", "1").featureNames());
    assertEquals(List.of("a"), read("a,b\n1,2\n3,4\n", "2").featureNames());
    assertEquals(List.of("2"), read("2,1\n1,2\n3,4\n", "1").featureNames());
    // A data frame's numbered columns are a header.
    assertEquals(List.of("0", "1"), read("0,1,2\n5,6,7\n5,6,8\n", "2").featureNames());
  }

  @Test
  void oneRowOfEachClassIsEnough() throws IOException {
    String text = IntStream.range(0, 50).mapToObj(i -> i + "," + i * 0.5).collect(lines());
    assertEquals(50, read("a,y\n" + text, "y").labels().count());
  }

  @Test
  void numbersAreRoundedOnce() throws IOException {
    // Just above the middle of 1 and the next float: through a double it would round down to 1.
    Dataset data = read("a,y\n1.00000005960464477540,u\n1e-60,v\n", "y");
    assertArrayEquals(new float[] {Math.nextUp(1f), 0}, data.features());
  }

  @Test
  void readsFarBeyondItsBuffers() throws IOException {
    int rows = 30_000;
    String text =
        IntStream.range(0, rows)
            .mapToObj(i -> i + "," + i / 2f + ",\u00fc" + i % 7)
            .collect(lines());
    List<Long> progress = new ArrayList<>();
    Path file = file("a,b,y\n" + text);
    Dataset data = CsvReader.read(file, CsvOptions.ofTarget("y").withProgress(progress::add));
    assertEquals(rows, data.rows());
    for (int i = 0; i < rows; i++) {
      assertEquals(i, data.features()[2 * i]);
      assertEquals(i / 2f, data.features()[2 * i + 1]);
      assertEquals(i % 7, data.targets()[i]);
    }
    assertTrue(progress.size() > 3, "blocks: " + progress.size());
    assertEquals(Files.size(file), progress.get(progress.size() - 1));
    List<Long> sorted = new ArrayList<>(progress);
    Collections.sort(sorted);
    assertEquals(sorted, progress);
  }

  @Test
  void readsMoreColumnsThanTheParserAllowsByDefault() throws IOException {
    int columns = 20_000;
    String names =
        IntStream.range(0, columns).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
    String ones = "1,".repeat(columns);
    Dataset data = read(names + ",y\n" + ones + "u\n" + ones + "v\n", "y");
    assertEquals(columns, data.columns());
  }

  @Test
  void theListenersExceptionPassesThrough() throws IOException {
    CsvOptions options =
        CsvOptions.ofTarget("y")
            .withProgress(
                bytes -> {
                  throw new IllegalStateException("stop");
                });
    Path file = file("a,y\n1,u\n2,v\n");
    Exception thrown =
        assertThrows(IllegalStateException.class, () -> CsvReader.read(file, options));
    assertEquals("stop", thrown.getMessage());
  }

  private static java.util.stream.Collector<CharSequence, ?, String> lines() {
    return Collectors.joining("\n", "", "\n");
  }
}
