package org.logcl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How much verify does, and its page. */
class VerifyExtentTest {
  @TempDir private Path folder;

  @Test
  void oneRoundAtLeastAndAPage() throws Exception {
    Path page = folder.resolve("page.html");
    Cli.Ran ran =
        Cli.run(
            "verify",
            "--device",
            "reference",
            "--json",
            "--seconds",
            "0.001",
            "--seed",
            "3",
            "--report",
            page);
    assertEquals(0, ran.code(), ran::toString);
    Map<?, ?> result = ran.json();
    assertEquals(1L, result.get("rounds"));
    List<?> stages = (List<?>) result.get("stages");
    long values =
        stages.stream().mapToLong(stage -> (Long) ((Map<?, ?>) stage).get("values")).sum();
    assertEquals(values, result.get("values"));
    String html = Files.readString(page);
    assertTrue(html.contains("✓ Verified"));
    assertTrue(html.contains("<dd>" + System.getProperty("java.version")));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(page), left.toList());
    }
  }

  static Stream<List<String>> mistakes() {
    return Stream.of(
        List.of("--exhaustive", "tan", "exp, log, log1p, reciprocal, sqrt or all, not \"tan\""),
        List.of("--seconds", "0", "--seconds must be positive"),
        List.of("--seconds", "1e10", "at most 1e9"),
        List.of("--exhaustive", "exp", "--seconds", "1", "walks every input once"),
        List.of("--data", Cli.CANCER, "--target", "1", "--seed", "1", "generated inputs"),
        List.of("--report", "/no/such/folder/page.html", "/no/such/folder"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void refusesBeforeItWorks(List<String> mistake) {
    int options = mistake.size() - 1;
    Object[] arguments =
        Stream.concat(Stream.of("verify", "--device", "reference"), mistake.stream().limit(options))
            .toArray();
    Cli.Ran ran = Cli.run(arguments);
    assertTrue(ran.err().contains(mistake.get(options)), ran::toString);
    assertEquals(mistake.get(0).equals("--report") ? 1 : 2, ran.code(), ran::toString);
    assertEquals("", ran.out());
  }
}
