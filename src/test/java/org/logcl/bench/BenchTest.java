package org.logcl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.logcl.error.DeviceException;
import org.logcl.error.TrainingInterruptedException;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Fault;
import org.logcl.kernel.FaultyBackend;
import org.logcl.kernel.Limit;
import org.logcl.kernel.TwinBackend;
import org.logcl.testing.Devices;
import org.logcl.testing.EveryBackend;

/** What is measured and that it is verified first; never how fast. */
class BenchTest {
  private static final Size TINY = new Size(1 << 16, 2, 0, 0, 128);

  @Tag("device")
  @EveryBackend
  void measuresEveryCaseOnEveryDevice(Backend backend) {
    List<String> parts = new ArrayList<>();
    Result result =
        Bench.run(backend, TINY, (what, done, whole) -> parts.add(done + "/" + whole + " " + what));
    boolean reference = backend.kind().equals("reference");
    assertEquals(backend.device(), result.device());
    assertEquals(reference ? 7 : 9, parts.size());
    assertEquals(6, result.cases().size());
    for (Measurement one : result.cases()) {
      assertEquals(2, one.rounds());
      assertTrue(one.seconds() > 0 && one.rate() > 0, one::toString);
      assertTrue(one.share() > 0, one::toString);
      assertFalse(reference && one.limit() == Limit.LAUNCH, one::toString);
      assertEquals(!reference, one.referenceRatio() > 0, one::toString);
    }
    assertEquals(reference ? 0 : 2, result.crossovers().size());
  }

  @ParameterizedTest
  @EnumSource(names = {"SWAPPED_ORDER", "LOST_STEP"})
  void nothingIsTimedThatIsWrong(Fault fault) {
    try (Backend faulty = FaultyBackend.of(new TwinBackend(), fault)) {
      List<String> parts = new ArrayList<>();
      DeviceException e =
          assertThrows(
              DeviceException.class,
              () -> Bench.run(faulty, TINY, (what, done, whole) -> parts.add(what)));
      assertTrue(e.getMessage().contains("computes otherwise than the CPU twin"), e.getMessage());
      assertTrue(e.getMessage().contains(parts.get(parts.size() - 1)), e.getMessage());
    }
  }

  @Test
  void stopsWhereItsThreadIsInterrupted() {
    try (Backend twin = new TwinBackend()) {
      Thread.currentThread().interrupt();
      assertThrows(
          TrainingInterruptedException.class, () -> Bench.run(twin, TINY, Bench.Listener.NONE));
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void fewerRowsAreTheFirstOfMore() {
    float[] many = Generated.dataset(3000, 3, 2).features();
    float[] few = Generated.dataset(1500, 3, 2).features();
    for (int i = 0; i < few.length; ++i) {
      assertEquals(many[i], few[i]);
    }
  }

  @Test
  void workIsThatOfTheCase() {
    List<Workload> loads = Workload.all(256 << 20);
    Workload wide = loads.get(0);
    assertEquals(256.0 * (1 << 20), wide.work(Limit.READ));
    assertEquals(2, wide.rate(wide.work(Limit.READ) / 2e9), 1e-9);
    Workload many = loads.get(3);
    assertEquals(4.0 * 16_384 * 512 * 1000, many.work(Limit.FMA));
    Workload small = loads.get(4);
    assertEquals(10 * 32, small.steps());
    assertEquals(640, small.work(Limit.LAUNCH));
    assertEquals(10 * 4.0 * 1000 * 10, small.work(Limit.FMA));
    assertEquals(160, small.rate(2));
  }

  @Test
  void findsWhereTheRatioPassesOne() {
    assertEquals(OptionalInt.of(0), CrossoverSearch.find(e -> 1, 6, 20));
    assertEquals(OptionalInt.empty(), CrossoverSearch.find(e -> 0.99, 6, 20));
    // Rows over 3,000: 1 at 3,000, between 2^11 and 2^12.
    assertEquals(OptionalInt.of(3000), CrossoverSearch.find(e -> Math.scalb(1.0, e) / 3000, 6, 20));
    assertEquals(OptionalInt.of(77), CrossoverSearch.find(e -> Math.scalb(1.0, e) / 77, 6, 7));
  }

  @Test
  void medianOfNothingIsNoNumber() {
    Samples samples = new Samples();
    assertTrue(Double.isNaN(samples.median()));
    for (double value : new double[] {5, 1, 3}) {
      samples.add(value);
    }
    assertEquals(3, samples.median());
    samples.add(4);
    assertEquals(3.5, samples.median());
  }

  @Test
  void refusesASizeThatMeasuresNothing() {
    assertThrows(IllegalArgumentException.class, () -> new Size(100, 1, 0, 0, 64));
    assertThrows(IllegalArgumentException.class, () -> new Size(1 << 20, 0, 0, 0, 64));
    assertThrows(IllegalArgumentException.class, () -> new Size(1 << 20, 1, Double.NaN, 0, 64));
    assertEquals(819, Size.standard().withBytes(1 << 16).mostRows());
  }

  @Test
  @Tag("device")
  void deviceAndDriverAreNamed() {
    try (Backend backend = Devices.open(Devices.first())) {
      Result result = Bench.run(backend, TINY, Bench.Listener.NONE);
      assertEquals(backend.driver(), result.driver());
      assertEquals("opencl", result.backend());
    }
  }
}
