package org.logcl.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void alignsNamesLeftAndNumbersRight() {
    Table table = new Table(1, "class", "rows", "recall");
    table.row("benign", "357", "-").row("m", "2", "0.9670");
    assertEquals(
        List.of(
            "class   rows  recall", //
            "benign   357       -",
            "m          2  0.9670"),
        table.lines());
  }

  @Test
  void leavesNoBlanksBehind() {
    assertEquals(List.of("a  name", "1  x"), new Table(2, "a", "name").row("1", "x").lines());
  }
}
