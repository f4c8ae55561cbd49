package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.logcl.opencl.DeviceInfo;

class TuningTest {
  private static DeviceInfo device(String vendor, DeviceInfo.Type type) {
    return new DeviceInfo("platform", "name", vendor, "", "", type, 1, 1, 1, 1024, false);
  }

  @ParameterizedTest
  @CsvSource({
    "GenuineIntel,                 CPU, CPU, 16",
    "NVIDIA Corporation,           GPU, GPU, 128",
    "'Advanced Micro Devices, Inc.', GPU, GPU, 64"
  })
  void theShippedOneGoesByTypeAndVendor(
      String vendor, DeviceInfo.Type type, Tuning.Flavour flavour, int group) {
    assertEquals(new Tuning(flavour, group), Tuning.of(device(vendor, type)));
  }

  @ParameterizedTest
  @CsvSource({
    "GROUP, 0, 'group is a power of two from 1 to 256, not 0'",
    "GROUP, 48, 'not 48'",
    "GROUP, 512, 'not 512'",
    "BLOCK_ROWS, 0, 'blockRows is a multiple of 8 from 8 to 192, not 0'",
    "BLOCK_ROWS, 12, 'not 12'",
    "BLOCK_ROWS, 200, 'not 200'",
    "SLAB, 0, 'slabMebibytes is a number from 1 to 28, not 0'",
    "SLAB, 29, 'not 29'",
    "FUSED_CLASSES, -1, 'from 0 to 32, not -1'",
    "FUSED_CLASSES, 33, 'not 33'",
    "WIDE_FEATURES, 31, 'from 32 to 1024, not 31'",
    "WIDE_FEATURES, 1025, 'not 1025'"
  })
  void refusesWhatNoKernelCanDo(Knob knob, int value, String said) {
    Tuning tuning = new Tuning(Tuning.Flavour.CPU, 16);
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> knob.with(tuning, value));
    assertTrue(refusal.getMessage().contains(said), refusal.getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void aKnobTurnsItsOwnNumberAlone(Knob knob) {
    Tuning usual = new Tuning(Tuning.Flavour.GPU, 64);
    int value = knob == Knob.GROUP ? 32 : knob.of(usual) - 8;
    Tuning turned = knob.with(usual, value);
    for (Knob each : Knob.values()) {
      assertEquals(each == knob ? value : each.of(usual), each.of(turned));
    }
  }

  @Test
  void everyKnobBelongsToAFlavour() {
    for (Knob knob : Knob.values()) {
      assertTrue(
          Knob.of(Tuning.Flavour.CPU).contains(knob) || Knob.of(Tuning.Flavour.GPU).contains(knob));
    }
  }
}
