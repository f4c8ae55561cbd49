package org.logcl.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Fault;
import org.logcl.kernel.FaultyBackend;
import org.logcl.kernel.TwinBackend;
import org.logcl.report.StageTable;
import org.logcl.testing.Devices;

/** A device with a fault is found out, and the message names what is wrong. */
class FaultTest {
  @ParameterizedTest
  @EnumSource(Fault.class)
  void verifyNamesTheStage(Fault fault) {
    requireStages(FaultyBackend.of(new TwinBackend(), fault), fault);
  }

  @Tag("device")
  @Tag("tiny")
  @ParameterizedTest
  @EnumSource(Fault.class)
  void verifyNamesTheStageOnADevice(Fault fault) {
    try (Backend device = FaultyBackend.of(Devices.open(Devices.first()), fault)) {
      requireStages(device, fault);
    }
  }

  private static void requireStages(Backend device, Fault fault) {
    Report report = Verifier.run(device, Options.small(), Listener.NONE);
    Set<String> failed =
        report.stages().stream()
            .filter(stage -> !stage.identical())
            .map(Stage::stage)
            .collect(Collectors.toSet());
    assertEquals(fault.stages(), failed);
    assertEquals(fault.stages().isEmpty(), report.passed());
    List<String> lines = StageTable.of(report);
    for (String stage : fault.stages()) {
      assertTrue(
          lines.stream().anyMatch(line -> line.startsWith("first in " + stage + ": ")),
          lines::toString);
    }
    assertTrue(
        lines.get(lines.size() - 1).startsWith(report.passed() ? "verified" : "NOT VERIFIED"));
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void theProbeNamesTheOperation(Fault fault) {
    List<String> failures = FaultyBackend.of(new TwinBackend(), fault).probeFailures();
    if (fault.probed() == null) {
      assertEquals(List.of(), failures);
    } else {
      assertEquals(1, failures.size(), failures::toString);
      assertTrue(failures.get(0).startsWith(fault.probed() + " differs in "), failures::toString);
    }
  }

  /** What a kernel gets wrong reaches the model, and the stages of a whole training say so. */
  @ParameterizedTest
  @EnumSource(names = {"DROPPED_TAIL_ROW", "SWAPPED_ORDER", "LOST_STEP"})
  void aWholeTrainingFindsWhatReachesTheModel(Fault fault) {
    Report report =
        Verifier.run(
            FaultyBackend.of(new TwinBackend(), fault),
            new ArrayList<>(TrainingCheck.generated(Options.small())),
            Listener.NONE);
    Stage weights =
        report.stages().stream()
            .filter(stage -> stage.stage().equals("training: weights"))
            .findFirst()
            .orElseThrow();
    assertTrue(weights.differingBits() > 0, weights::toString);
  }

  /**
   * A gradient that misses a row, or the smoothing, is further from the differences than roundings
   * explain.
   */
  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"NONE", "DROPPED_TAIL_ROW", "LOST_SMOOTHING"})
  void differencesFindWhatNoRoundingExplains(Fault fault) {
    Report report =
        Verifier.run(
            FaultyBackend.of(new TwinBackend(), fault),
            GradientStage.generated(Options.small()),
            Listener.NONE);
    assertEquals(fault == Fault.NONE, report.withinBounds());
  }
}
