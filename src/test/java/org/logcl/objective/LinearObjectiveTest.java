package org.logcl.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.logcl.data.Dataset;
import org.logcl.kernel.Backend;
import org.logcl.kernel.OpenClBackend;
import org.logcl.kernel.Shape;
import org.logcl.kernel.TwinBackend;
import org.logcl.numerics.Canonical;
import org.logcl.numerics.Orders;
import org.logcl.numerics.Steps;
import org.logcl.objective.LinearObjective.Descent;
import org.logcl.opencl.OpenClDevice;
import org.logcl.testing.Devices;
import org.logcl.testing.PlainSgd;
import org.logcl.testing.Tables;

class LinearObjectiveTest {
  private static final long ONE_CHUNK = 1;
  private static final long HALF_BYTES = 28 << 20;

  private static float[] parameters(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; ++i) {
      values[i] = (i * 37 % 19 - 9) / 16f;
    }
    return values;
  }

  private static DeviceData onto(Backend backend, Shape shape, Dataset rows) {
    return new DeviceData(
        backend, shape, rows.rows(), rows.features(), rows.targets(), rows.weights());
  }

  private static Shape shape(Dataset rows) {
    int classes = rows.labels().count();
    return new Shape(rows.columns(), classes == 2 ? 1 : classes);
  }

  /** What is computed at the given workspace: gradient, loss, and parameters after two epochs. */
  private record Outcome(
      List<Double> gradient, Totals scored, Totals epoch, List<Float> weights, List<Float> bias) {
    static Outcome of(Backend backend, Dataset rows, int batchRows, long halfBytes) {
      Shape shape = shape(rows);
      int logits = shape.logits();
      try (LinearObjective model =
              new LinearObjective(backend, shape, rows.rows(), true, halfBytes, 1L << 25);
          DeviceData data = onto(backend, shape, rows)) {
        model.parameters(parameters(rows.columns() * logits), parameters(logits));
        double[] gradient = model.gradient(data);
        Totals scored = model.score(data);
        Descent descent = new Descent(batchRows, 0.25f, 0.5f, 0.01f);
        int[] backwards = new int[rows.rows()];
        Arrays.setAll(backwards, i -> rows.rows() - 1 - i);
        model.epochs(data, RowOrder.asTheyLie(), 1, 1, false, descent, (number, done) -> {});
        Totals epoch =
            model
                .epochs(data, RowOrder.given(backwards), 2, 1, false, descent, (number, done) -> {})
                .get(0)
                .totals();
        return new Outcome(
            DoubleStream.of(gradient).boxed().toList(),
            scored,
            epoch,
            boxed(model.weights()),
            boxed(model.bias()));
      }
    }

    double[] gradients() {
      return gradient.stream().mapToDouble(value -> value).toArray();
    }

    private static List<Float> boxed(float[] values) {
      return IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
    }
  }

  /** Rows of 4 chunks and a bit, batches of 2 chunks and a bit. */
  private record Case(Dataset rows, int batchRows) {}

  private static List<Case> cases() {
    return List.of(
        new Case(Tables.make(4 * 512 + 3, 2, 2, 1), 2 * 512 + 7),
        new Case(Tables.make(4 * 192 + 3, 2, 3, 2), 2 * 192 + 7),
        new Case(Tables.make(2 * 768 + 3, 1, 33, 3), 768 + 7));
  }

  @Test
  @DisplayName("how many rows go through the workspace at a time changes no bit")
  void slabsChangeNothing() {
    for (Case given : cases()) {
      Backend twin = new TwinBackend();
      Shape shape = shape(given.rows());
      Outcome whole = Outcome.of(twin, given.rows(), given.batchRows(), HALF_BYTES);
      long chunk = (long) shape.chunkRows() * shape.stride() * Float.BYTES;
      assertEquals(whole, Outcome.of(twin, given.rows(), given.batchRows(), ONE_CHUNK));
      assertEquals(whole, Outcome.of(twin, given.rows(), given.batchRows(), 2 * chunk));
    }
  }

  @ParameterizedTest
  @MethodSource("org.logcl.testing.Devices#all")
  @Tag("device")
  void slabsChangeNothingOnADevice(OpenClDevice device) {
    try (OpenClBackend backend = Devices.open(device)) {
      for (Case given : cases().subList(0, Devices.isSlow(device) ? 2 : 3)) {
        Dataset rows = given.rows();
        int batch = given.batchRows();
        Outcome twin = Outcome.of(new TwinBackend(), rows, batch, HALF_BYTES);
        assertEquals(twin, Outcome.of(backend, rows, batch, ONE_CHUNK));
        assertEquals(twin, Outcome.of(backend, rows, batch, HALF_BYTES));
      }
    }
  }

  @Tag("device")
  @ParameterizedTest
  @MethodSource("org.logcl.testing.Devices#all")
  @DisplayName("with many classes steps go on behind a batch whose rows weigh nothing")
  void manyClassesAndABatchWithoutWeight(OpenClDevice device) {
    Dataset rows = Tables.make(43, 3, 35, 5);
    float[] weights = new float[43];
    for (int i = 0; i < weights.length; ++i) {
      weights[i] = i / 8 == 1 ? 0 : 1 + i % 3;
    }
    Dataset weighted =
        Dataset.of(
            rows.features(), 43, 3, rows.featureNames(), rows.labels(), rows.targets(), weights);
    try (OpenClBackend backend = Devices.open(device)) {
      Outcome twin = Outcome.of(new TwinBackend(), weighted, 8, HALF_BYTES);
      assertEquals(twin, Outcome.of(backend, weighted, 8, HALF_BYTES));
    }
  }

  /** Parameters after an epoch of 23 batches, and what its listener saw. */
  private static List<Object> epochInLaunchesOf(Backend backend, long launchWork) {
    Dataset rows = Tables.make(367, 5, 2, 7);
    List<Integer> seen = new ArrayList<>();
    try (LinearObjective model =
            new LinearObjective(backend, shape(rows), 367, true, HALF_BYTES, launchWork);
        DeviceData data = onto(backend, shape(rows), rows)) {
      Totals totals =
          model
              .epochs(
                  data,
                  RowOrder.asTheyLie(),
                  1,
                  1,
                  false,
                  new Descent(16, 0.25f, 0.5f, 0.01f),
                  (epoch, done) -> seen.add(done))
              .get(0)
              .totals();
      return List.of(Outcome.boxed(model.weights()), Outcome.boxed(model.bias()), totals, seen);
    }
  }

  @Test
  @DisplayName("how many steps a launch takes changes no bit; between launches somebody may look")
  void launchesChangeNothing() {
    Backend twin = new TwinBackend();
    List<Object> whole = epochInLaunchesOf(twin, 1 << 25);
    List<Object> tens = epochInLaunchesOf(twin, 10 * 16 * 6);
    List<Object> single = epochInLaunchesOf(twin, 1);
    assertEquals(List.of(), whole.get(3));
    assertEquals(List.of(160, 320), tens.get(3));
    assertEquals(22, ((List<?>) single.get(3)).size());
    assertEquals(whole.subList(0, 3), tens.subList(0, 3));
    assertEquals(whole.subList(0, 3), single.subList(0, 3));
  }

  @ParameterizedTest
  @MethodSource("org.logcl.testing.Devices#all")
  @Tag("device")
  @Tag("tiny")
  void launchesChangeNothingOnADevice(OpenClDevice device) {
    List<Object> twin = epochInLaunchesOf(new TwinBackend(), 1 << 25).subList(0, 3);
    try (OpenClBackend backend = Devices.open(device)) {
      for (long work : new long[] {1 << 25, 10 * 16 * 6}) {
        assertEquals(twin, epochInLaunchesOf(backend, work).subList(0, 3));
      }
    }
  }

  @Test
  void workspaceIsBoundedAndHoldsWholeChunks() {
    Shape wide = new Shape(1000, 1000);
    try (Workspace space = new Workspace(new TwinBackend(), wide, 1 << 20, true, 32L << 20)) {
      assertEquals(0, space.slabRows % 768);
      assertTrue(space.values.length() * 4 <= 32L << 20);
      assertTrue(space.partials.length() * 4 <= 32L << 20);
    }
    try (Workspace one = new Workspace(new TwinBackend(), wide, 1 << 20, true, ONE_CHUNK)) {
      assertEquals(768, one.slabRows);
    }
    try (Workspace few = new Workspace(new TwinBackend(), wide, 10, true, 32L << 20)) {
      assertEquals(10, few.slabRows);
    }
  }

  /**
   * The formula in the orders that docs/numerics.md fixes, written down once more: a chain of fma
   * over the rows of a chunk, chunks combined by two-sum in chunk order.
   */
  @Test
  void gradientHasTheCanonicalOrder() {
    int features = 3;
    Dataset rows =
        Tables.weighted(
            Tables.make(1500, features, 2, 4), Tables.onesBut(1500, 1.75f, 3, 700, 1400));
    float[] w = parameters(features);
    float[] b = parameters(1);
    float[] high = new float[features + 1];
    float[] low = new float[features + 1];
    for (int from = 0; from < 1500; from += 512) {
      float[] sum = new float[features + 1];
      for (int row = from; row < Math.min(from + 512, 1500); ++row) {
        float[] x = Arrays.copyOfRange(rows.features(), row * features, (row + 1) * features);
        float z = Orders.laneDot(features, x, 0, w, 0, new float[Orders.LANES]) + b[0];
        float residual =
            Canonical.flush(rows.weights()[row] * Steps.sigmoidResidual(z, rows.targets()[row]));
        for (int d = 0; d <= features; ++d) {
          sum[d] = Math.fma(residual, d < features ? x[d] : 1f, sum[d]);
        }
      }
      for (int d = 0; d <= features; ++d) {
        float next = high[d] + sum[d];
        float added = next - high[d];
        low[d] += (high[d] - (next - added)) + (sum[d] - added);
        high[d] = next;
      }
    }
    double[] expected = new double[features + 1];
    for (int d = 0; d <= features; ++d) {
      expected[d] = ((double) high[d] + low[d]) / (1497 + 3 * 1.75);
    }
    assertArrayEquals(expected, Outcome.of(new TwinBackend(), rows, 1500, ONE_CHUNK).gradients());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 40})
  void gradientIsNearTheTruth(int classes) {
    Dataset rows =
        Tables.weighted(
            Tables.make(900, 4, classes, 5), Tables.onesBut(900, 0.5f, 0, 1, 2, 500, 899));
    double[] gradient = Outcome.of(new TwinBackend(), rows, 900, ONE_CHUNK).gradients();
    int logits = shape(rows).logits();
    PlainSgd plain = new PlainSgd(parameters(4 * logits), parameters(logits));
    double[] expected = new double[5 * logits];
    double weight = plain.add(rows, expected).weight();
    // A logit is off by (features + 2) roundings of terms that sum to under 8, a residual by as
    // much
    // and 8 of its own; a mean of products with features under 2, in chains of at most 768 terms
    // whose roundings are random in sign: sqrt(768) = 28 of the mean's magnitude, under 1.
    double bound = 0x1p-24 * (2 * (8 * 6 + 8) + 28);
    for (int i = 0; i < expected.length; ++i) {
      assertEquals(expected[i] / weight, gradient[i], bound, "parameter " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void gradientIsTheSlopeOfTheLoss(int classes) {
    Dataset rows = Tables.make(200, 3, classes, 6);
    Shape shape = shape(rows);
    int logits = shape.logits();
    Backend twin = new TwinBackend();
    try (LinearObjective model = new LinearObjective(twin, shape, 200);
        DeviceData data = onto(twin, shape, rows)) {
      float[] all = parameters(4 * logits);
      double[] gradient = gradientAt(model, data, all, logits);
      // Central difference: the cut is h^2/6 times a third derivative under 8, that is 8e-5; the
      // float32 losses, off by about 2^-22, are divided by 2h: 2e-5.
      float h = 0x1p-7f;
      for (int i = 0; i < all.length; ++i) {
        float[] up = all.clone();
        up[i] += h;
        float[] down = all.clone();
        down[i] -= h;
        double slope =
            (lossAt(model, data, up, logits) - lossAt(model, data, down, logits)) / (2 * h);
        assertEquals(slope, gradient[i], 1e-4, "parameter " + i);
      }
    }
  }

  private static double[] gradientAt(
      LinearObjective model, DeviceData data, float[] all, int logits) {
    lossAt(model, data, all, logits);
    return model.gradient(data);
  }

  private static double lossAt(LinearObjective model, DeviceData data, float[] all, int logits) {
    int split = all.length - logits;
    model.parameters(Arrays.copyOf(all, split), Arrays.copyOfRange(all, split, all.length));
    return model.score(data).logLoss();
  }

  @Test
  void penaltyIsOfTheWeightsAlone() {
    try (LinearObjective model = new LinearObjective(new TwinBackend(), new Shape(2, 3), 1)) {
      model.parameters(new float[] {1, -2, 3, 0, 0.5f, 0}, new float[] {100, 100, 100});
      assertEquals(0.3 / 2 * 14.25, model.penalty(0.3), 1e-15);
      assertArrayEquals(new float[] {1, -2, 3, 0, 0.5f, 0}, model.weights());
      assertArrayEquals(new float[] {100, 100, 100}, model.bias());
    }
  }
}
