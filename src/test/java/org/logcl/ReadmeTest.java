package org.logcl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The README's Java examples compile and run as they stand. Its commands are run by {@code
 * ./check}.
 */
@Tag("device")
class ReadmeTest {
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern CLASS_NAME = Pattern.compile("public class (\\w+)");

  @TempDir Path directory;

  @Test
  void everyJavaBlockIsAClassThatATestRuns() throws IOException {
    assertEquals(List.of("Example", "LossExample"), blocks().map(ReadmeTest::className).toList());
  }

  @ParameterizedTest
  @CsvSource({"Example, held-out log loss 0.", "LossExample, 17.0 and not 100.0"})
  void examplesRun(String name, String said) throws Exception {
    String source =
        blocks().filter(block -> className(block).equals(name)).findFirst().orElseThrow();
    Path file = Files.writeString(directory.resolve(name + ".java"), source);
    ByteArrayOutputStream problems = new ByteArrayOutputStream();
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                problems,
                "-cp",
                System.getProperty("java.class.path"),
                "-Xlint:all,-processing",
                "-proc:none",
                file.toString());
    assertEquals(0, compiled, () -> problems.toString(StandardCharsets.UTF_8));

    Files.createDirectory(directory.resolve("examples"));
    for (String data : List.of("breast_cancer.csv", "digits.csv")) {
      Files.copy(Path.of("examples", data), directory.resolve("examples").resolve(data));
    }
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            directory + System.getProperty("path.separator") + absoluteClassPath(),
            name);
    Map<String, String> environment = java.environment();
    environment.put("LC_ALL", "C.UTF-8");
    Process process = java.directory(directory.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    assertTrue(output.contains(said), output);
  }

  private static String absoluteClassPath() {
    String separator = System.getProperty("path.separator");
    return Stream.of(System.getProperty("java.class.path").split(Pattern.quote(separator)))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .reduce((all, entry) -> all + separator + entry)
        .orElseThrow();
  }

  private static Stream<String> blocks() throws IOException {
    return JAVA.matcher(Files.readString(Path.of("README.md")))
        .results()
        .map(match -> match.group(1));
  }

  private static String className(String block) {
    Matcher matcher = CLASS_NAME.matcher(block);
    assertTrue(matcher.find(), () -> "no public class in: " + block);
    return matcher.group(1);
  }
}
