package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.logcl.error.DeviceException;

/** A device whose arithmetic is not the twin's is refused unless asked for, and auto passes it. */
class InexactDeviceTest {
  @ParameterizedTest
  @EnumSource(Fault.class)
  void isRefusedWhereTheProbeFindsIt(Fault fault) {
    FaultyDevices machine = new FaultyDevices(fault);
    if (fault.probed() == null) {
      machine.gpu().choose("gpu").backend().close();
    } else {
      String message =
          assertThrows(DeviceException.class, () -> machine.gpu().choose("gpu")).getMessage();
      assertTrue(
          message.startsWith(
              "Broken GPU (Pretence) computes inexactly and is refused: " + fault.probed()),
          message);
      assertTrue(message.contains("'--allow-inexact' goes on with it"), message);
      assertTrue(message.contains("'--device reference' trains in plain Java"), message);
    }
    assertEquals(0, machine.open(), "left open");
  }

  @Test
  void autoTakesAnotherAndSaysWhy() {
    FaultyDevices machine = new FaultyDevices(Fault.CONTRACTION);
    Devices.Choice choice = machine.both().choose("auto");
    assertEquals("Good CPU (Pretence)", choice.backend().device());
    assertTrue(choice.reason().startsWith("Good CPU (Pretence), chosen by auto"), choice.reason());
    assertTrue(
        choice.reason().contains("Broken GPU (Pretence) computes inexactly and is refused"),
        choice.reason());
    assertEquals(1, machine.open());
  }

  @Test
  void autoFallsBackToTheReference() {
    Devices.Choice choice = new FaultyDevices(Fault.OTHER_EXP).gpu().choose("auto");
    assertEquals("reference", choice.backend().kind());
    assertTrue(choice.reason().contains("EXP differs in"), choice.reason());
  }

  @Test
  void isOpenedWhereTheUserInsists() {
    FaultyDevices machine = new FaultyDevices(Fault.SPLIT_FMA);
    for (String request : List.of("auto", "gpu", "broken")) {
      try (Backend backend = machine.both().chooseUnprobed(request).backend()) {
        assertEquals("Broken GPU (Pretence)", backend.device());
        assertTrue(
            Objects.toString(backend.probeFailures()).startsWith("[FMA differs in "),
            backend.probeFailures()::toString);
      }
    }
    assertEquals(0, machine.open());
  }
}
