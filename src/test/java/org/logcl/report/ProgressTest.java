package org.logcl.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long milliseconds = 5;

  private Progress progress(boolean terminal) {
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new Progress(out, terminal, () -> milliseconds * 1_000_000);
  }

  private String shown() {
    String text = bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    bytes.reset();
    return text;
  }

  @Test
  void saysNothingOfShortWork() {
    Progress progress = progress(true);
    milliseconds += 499;
    progress.update("rows", 9, 10);
    progress.clear();
    assertEquals("", shown());
  }

  @Test
  void writesOverItsLineOnATerminal() {
    Progress progress = progress(true);
    milliseconds += 500;
    progress.update("rows", 250_000, 1_000_000);
    assertEquals("\rrows  250,000/1,000,000 (25%)", shown());
    milliseconds += 499;
    progress.update("rows", 300_000, 1_000_000);
    assertEquals("", shown());
    milliseconds += 1;
    progress.update("rows", 7);
    assertEquals("\rrows  7" + " ".repeat(22), shown());
    progress.clear();
    assertEquals("\r" + " ".repeat(7) + "\r", shown());
    progress.clear();
    assertEquals("", shown());
  }

  @Test
  void printsPlainLinesElsewhere() {
    Progress progress = progress(false);
    milliseconds += 9_999;
    progress.update("rows", 1, 3);
    milliseconds += 1;
    progress.update("rows", 2, 3);
    progress.clear();
    assertEquals("rows  2/3 (67%)\n", shown());
  }
}
