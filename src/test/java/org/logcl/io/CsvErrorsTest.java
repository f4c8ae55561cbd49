package org.logcl.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.logcl.error.FileFailureException;
import org.logcl.error.InputException;

/** Each mistake in a file of training data, and what is said of it. */
class CsvErrorsTest {
  @TempDir Path directory;

  private static Arguments mistake(String text, String target, String message) {
    return Arguments.of(text, target, message);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("", "y", " is empty; a line with the columns' names is expected first"),
        mistake("\n\n", "y", " is empty;"),
        mistake("\ufeff", "y", " is empty;"),
        mistake("a,y\n", "y", " has a header but no rows"),
        mistake("a,y\n\n", "y", " has a header but no rows"),
        mistake("\na,y\n1,u\n", "y", ", line 1: blank line; remove it"),
        mistake("a,y\n1,u\n\n2,v\n", "y", ", line 3: blank line; remove it"),
        mistake("a,y\n1,u\n2\n", "y", ", line 3: 1 cells, but the header has 2 columns"),
        mistake("a,y\n1,u\n2,v,w\n", "y", ", line 3: 3 cells, but the header has 2 columns"),
        mistake(
            "a,b,y\n1,2,u\n1,zwei,v\n",
            "y",
            ", line 3, column 2 (\"b\"): \"zwei\" is not a number; allowed are decimal numbers"),
        // Lines, not rows: the first row takes two.
        mistake("y,a\n\"u\nu\",1\nv,x\n", "y", ", line 4, column 2 (\"a\"): \"x\" is not"),
        mistake("a,y\n1f,u\n", "y", "\"1f\" is not a number"),
        mistake("a,y\n0x1p3,u\n", "y", "\"0x1p3\" is not a number"),
        mistake("a,y\n\"1,5\",u\n", "y", "\"1,5\" is not a number"),
        mistake("a,y\n1 000,u\n", "y", "\"1 000\" is not a number"),
        mistake("a,y\n\u0661,u\n", "y", "is not a number"),
        mistake("a,y\n1\0,u\n", "y", "\"1\\u0000\" is not a number"),
        mistake("a,y\n1,u\n,v\n", "y", ", line 3, column 1 (\"a\"): the cell is empty; fill it"),
        mistake("a,y\n1,u\n \t,v\n", "y", "the cell is empty"),
        mistake("a,y\n1,u\n2,\n", "y", ", line 3, column 2 (\"y\"): the class is empty"),
        mistake("a,y\nNaN,u\n", "y", "line 2, column 1 (\"a\"): \"NaN\" is not a finite number"),
        mistake("a,y\nnan,u\n", "y", "\"nan\" is not a finite number"),
        mistake("a,y\n-Infinity,u\n", "y", "\"-Infinity\" is not a finite number"),
        mistake("a,y\n+inf,u\n", "y", "\"+inf\" is not a finite number"),
        mistake("a,y\n-1e39,u\n", "y", "\"-1e39\" is over the largest float32, 3.4028235e38"),
        mistake("a,y\n1e999999999999,u\n", "y", "is over the largest float32"),
        mistake("a,b\n1,2\n", "y", ", line 1: there is no target column \"y\"; the columns are "),
        mistake("a,b\n1,2\n", "y", "the columns are \"a\", \"b\""),
        mistake("a;y\n1;2\n", "y", "the separator seems to be \";\""),
        mistake("a\ty\n1\t2\n", "y", "the separator seems to be \"\\u0009\""),
        mistake("a,b\n1,2\n", "3", "there is no target column 3: no column has that name, and"),
        mistake("a,b\n1,2\n", "3", "positions go from 1 to 2"),
        mistake("a,b\n1,2\n", "0", "positions go from 1 to 2"),
        mistake("a,b\n1,2\n", "99999999999999999999", "positions go from 1 to 2"),
        mistake("a,b\n1,2\n", "-1", "there is no target column \"-1\""),
        mistake("a,y,a\n1,2,3\n", "y", "columns 1 and 3 are both named \"a\"; rename or remove"),
        mistake("a,y,y\n1,2,3\n", "y", "columns 2 and 3 are both named \"y\""),
        mistake(",a,y\n0,1,u\n", "y", "column 1 has no name; name it, or remove it"),
        mistake("y\nu\nv\n", "y", "there is no column beside the target \"y\""),
        mistake(
            "a,y\n1,u\n2,u\n", "y", ": every row has the class \"u\" in column \"y\"; training"),
        mistake("5.1,3.5,1\n4.9,3.0,0\n", "3", "looks like data; put a line with the columns'"),
        mistake("a,y\n1,\"u\n", "y", " is not well-formed CSV: "),
        mistake("a,y\n1,\"u\"v\n", "y", " is not well-formed CSV: "));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void saysWhatIsWrongAndWhere(String text, String target, String expected) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Path file = Files.write(directory.resolve("data.csv"), bytes);
    String message = message(file, target);
    assertTrue(message.startsWith(file.toString()), message);
    assertTrue(message.contains(expected), message);
    assertEquals(-1, message.indexOf('\n'), message);
  }

  @Test
  void notUtf8() throws IOException {
    Path file = directory.resolve("latin1.csv");
    Files.write(file, "a,y\n1,u\n2,\u00fc\n".getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(
        file + ", line 3 is not UTF-8 (byte 0xfc at offset 10); save the file as UTF-8",
        message(file, "y"));
    Files.write(file, "a,y\n1,u\n".getBytes(StandardCharsets.UTF_16));
    String utf16 = message(file, "y");
    assertTrue(utf16.contains("byte 0xfe at offset 0: the file looks like UTF-16"), utf16);
  }

  @Test
  void noFile() {
    Path missing = directory.resolve("none.csv");
    assertEquals("Data file " + missing + " does not exist; check the path", message(missing, "y"));
    assertEquals(
        "Data file " + directory + " is a directory; name a file", message(directory, "y"));
  }

  @Test
  void noTarget() throws IOException {
    Path file = Files.writeString(directory.resolve("data.csv"), "a,y\n1,u\n");
    Exception thrown =
        assertThrows(InputException.class, () -> CsvReader.read(file, CsvOptions.withoutTarget()));
    assertTrue(thrown.getMessage().contains("Name the target column"), thrown.getMessage());
  }

  // Reading this file fails for everyone, root included, whom no permission stops.
  @Test
  @EnabledOnOs(OS.LINUX)
  void unreadable() {
    Path memory = Path.of("/proc/self/mem");
    String message =
        assertThrows(
                FileFailureException.class, () -> CsvReader.read(memory, CsvOptions.ofTarget("y")))
            .getMessage();
    assertTrue(message.startsWith("Data file /proc/self/mem could not be read: "), message);
  }

  @Test
  void separatorThatCannotBe() {
    CsvOptions options = CsvOptions.withoutTarget();
    for (char separator : new char[] {'"', '\n', '\r'}) {
      assertThrows(InputException.class, () -> options.withSeparator(separator));
    }
  }

  private static String message(Path file, String target) {
    return assertThrows(
            InputException.class, () -> CsvReader.read(file, CsvOptions.ofTarget(target)))
        .getMessage();
  }
}
