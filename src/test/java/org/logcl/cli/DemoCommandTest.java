package org.logcl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.logcl.cli.Cli.Ran;

@Tag("device")
class DemoCommandTest {
  @Test
  void learnsDigitsAndVerifies() throws IOException {
    Ran ran = Cli.run("demo", "--json");
    assertEquals(0, ran.code(), ran::toString);
    assertTrue(ran.err().contains("epoch 20/20  loss 0."), ran::toString);
    assertTrue(ran.err().contains("device: "), ran::toString);
    Map<?, ?> held = (Map<?, ?>) ran.json().get("validation");
    assertTrue((double) held.get("logLoss") < 0.18, ran::toString);
    assertTrue((double) held.get("accuracy") > 0.94, ran::toString);
    Map<?, ?> verification = (Map<?, ?>) ran.json().get("verification");
    assertEquals(true, verification.get("identical"));
  }
}
