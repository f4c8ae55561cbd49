package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.logcl.error.DeviceException;
import org.logcl.opencl.OpenClDevice;
import org.logcl.testing.Devices;
import org.logcl.testing.LeakWatch;

/** Whether the probes give what they must, and notice when they do not. How fast, no test says. */
class LimitsTest {
  // Not a whole number of the blocks of either flavour.
  private static final Limits.Extent TINY = new Limits.Extent((1 << 16) + 4160, 0);

  private static void everyLimit(Limits limits) {
    Map<Limit, Double> medians = limits.measure(3);
    assertEquals(limits.limits(), medians.keySet());
    medians.forEach((limit, value) -> assertTrue(value > 0, limit + " " + value));
    limits.limits().forEach(limit -> assertTrue(limits.work(limit) > 0, limit::label));
  }

  // Not tagged tiny: Oclgrind's check for uninitialised reads crashes on the vectors. Without that
  // check it passes there, with no data race.
  @Tag("device")
  @ParameterizedTest
  @MethodSource("org.logcl.testing.Devices#all")
  void everyProbeOfADevicePassesItsCheckInEveryFlavour(OpenClDevice device) {
    try (LeakWatch watch = new LeakWatch()) {
      try (OpenClBackend backend = Devices.open(device)) {
        for (Tuning tuning : Devices.tunings(device)) {
          String source = KernelSources.of(KernelSources.LIMIT_FILES);
          try (Limits limits = DeviceLimits.of(backend.session(), tuning.flavour(), source, TINY)) {
            assertEquals(EnumSet.allOf(Limit.class), EnumSet.copyOf(limits.limits()));
            everyLimit(limits);
          }
        }
      }
      assertEquals(List.of(), watch.warnings());
    }
  }

  @Test
  void everyProbeOfTheReferencePassesItsCheck() {
    try (Limits limits = Limits.of(new TwinBackend(), TINY)) {
      assertEquals(EnumSet.of(Limit.READ, Limit.COPY, Limit.FMA), EnumSet.copyOf(limits.limits()));
      everyLimit(limits);
      assertThrows(IllegalArgumentException.class, () -> limits.seconds(Limit.LAUNCH));
    }
  }

  @Tag("device")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          READ           | s1 += x[v + LOGCL_LIMIT_GROUP]  | s1 += x[v]
          COPY           | y[v] = x[v] + (uint) key        | y[v] = x[v]
          COPY           | y[v] = x[v] + (uint) key        | y[v ^ (v & 1)] = x[v] + (uint) key
          FMA            | i < iterations                  | i + 1 < iterations
          LAUNCH         | count[0] += 1                   | count[0] += 2
          LAUNCH_AND_WAIT| count[0] += 1                   | count[0] = 1
          HOST_TO_DEVICE | sum + (uint) key                | sum
          """)
  @DisplayName("a probe that does not do its work is found out, and its time not returned")
  void aFaultIsFound(Limit limit, String right, String wrong) {
    String source = KernelSources.of(KernelSources.LIMIT_FILES);
    assertTrue(source.contains(right), right);
    String faulty = source.replace(right, wrong);
    try (OpenClBackend backend = Devices.open(Devices.first());
        Limits limits = DeviceLimits.of(backend.session(), Tuning.Flavour.CPU, faulty, TINY)) {
      String message =
          assertThrows(DeviceException.class, () -> limits.seconds(limit)).getMessage();
      assertTrue(message.startsWith("The probe of the limit '" + limit.label() + "'"), message);
      assertTrue(message.contains("./logcl verify"), message);
    }
  }

  @ParameterizedTest
  @CsvSource({"READ", "COPY"})
  void aFaultIsFoundOnTheReference(Limit limit) {
    int[] values = new int[1 << 12];
    LimitPattern.fill(values, 0);
    TwinLimits.of(values, TINY).seconds(limit);
    ++values[values.length - 1];
    Limits spoilt = TwinLimits.of(values, TINY);
    assertThrows(DeviceException.class, () -> spoilt.seconds(limit));
  }

  @Test
  void theSumOfThePatternIsThatOfItsValues() {
    int[] values = new int[1001];
    for (int key : new int[] {0, 1, 1023}) {
      LimitPattern.fill(values, key);
      int sum = 0;
      for (int value : values) {
        sum += value;
      }
      assertEquals(sum, LimitPattern.sum(values.length, key));
    }
  }

  @Test
  void valuesAreInTheLimitsUnit() {
    assertEquals(2, Limit.READ.value(4e9, 2));
    assertEquals(3, Limit.FMA.value(3e6, 1e-3));
    assertEquals(2.5, Limit.LAUNCH.value(64, 160e-6), 1e-12);
    for (Limit limit : Limit.values()) {
      String unit =
          Map.of("GB/s", "GBPerSecond", "GFLOP/s", "GflopPerSecond", "us", "Microseconds")
              .get(limit.unit());
      assertTrue(limit.key().endsWith(unit), limit.key());
    }
  }

  @Test
  @DisplayName("an ordinary start compiles no probe")
  void probesAreAProgramOfTheirOwn() {
    for (Tuning.Flavour flavour : Tuning.Flavour.values()) {
      assertFalse(KernelSources.of(flavour, true).contains("limit_"));
    }
  }

  @Test
  void refusesAnExtentThatMeasuresNothing() {
    assertThrows(IllegalArgumentException.class, () -> new Limits.Extent(100, 0));
    assertThrows(IllegalArgumentException.class, () -> new Limits.Extent(1 << 20, -1));
    assertThrows(IllegalArgumentException.class, () -> new Limits.Extent(1 << 20, Double.NaN));
  }
}
