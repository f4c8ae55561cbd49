package org.logcl.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.logcl.error.InputException;

class HeadTest {
  @Test
  void parsesItsOwnLabels() {
    assertEquals(Head.SIGMOID, Head.parse("sigmoid"));
    assertEquals(Head.SOFTMAX, Head.parse("softmax"));
    assertEquals("softmax", Head.SOFTMAX.label());
    String message = assertThrows(InputException.class, () -> Head.parse("Softmax")).getMessage();
    assertEquals("unknown head \"Softmax\"; allowed: sigmoid, softmax, multilabel", message);
  }

  @Test
  void countsLogits() {
    assertEquals(1, Head.SIGMOID.logits(2));
    assertEquals(2, Head.SOFTMAX.logits(2));
    assertEquals(7, Head.SOFTMAX.logits(7));
    String three = assertThrows(InputException.class, () -> Head.SIGMOID.logits(3)).getMessage();
    assertTrue(three.contains("use softmax"), three);
    assertThrows(InputException.class, () -> Head.SIGMOID.logits(1));
    assertThrows(InputException.class, () -> Head.SOFTMAX.logits(1));
  }
}
