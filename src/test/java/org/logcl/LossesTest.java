package org.logcl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.logcl.kernel.OpenClBackend;
import org.logcl.kernel.TwinBackend;
import org.logcl.numerics.SplitMix;
import org.logcl.numerics.Steps;
import org.logcl.opencl.OpenClDevice;
import org.logcl.testing.Devices;
import org.logcl.testing.Golden;
import org.logcl.testing.LeakWatch;

/** Published numbers, the traps of probabilities, the types that keep out of them, bookkeeping. */
class LossesTest {
  private final Losses losses = new Losses(new TwinBackend());

  private static double published(String name) {
    Golden file = Golden.read("published.csv");
    return file.doubles("value")[file.row("name", name)];
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1f);
    return ones;
  }

  @Test
  @DisplayName("z = 17 against class 0: 17 and 1 from logits, 100 and 0 through a probability")
  void confidentlyWrong() {
    float[] zero = {0};
    Loss stable = losses.binary(BinaryLogits.of(new float[] {17}), zero, Reduction.SUM);
    assertEquals(published("logit17Label0Loss"), stable.value(), 17 * 0x1p-24);
    assertEquals(1, stable.gradient()[0], 1e-7);

    float p = Steps.sigmoid(17);
    assertEquals(1f, p);
    Loss naive = losses.binary(BinaryProbabilities.of(new float[] {p}), zero, Reduction.SUM);
    assertEquals(published("logit17Label0LossThroughFloat32Probability"), naive.value());
    // The chain rule's other factor is 0, so nothing is learned from the worst row.
    assertEquals(0, naive.gradient()[0] * (p * (1 - p)));
    assertEquals(1e12, naive.gradient()[0], 1e6);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10})
  @DisplayName("softmax twice cannot get under its floor, however right the model is")
  void softmaxTwiceHasAFloor(int classes) {
    float[] right = new float[classes];
    right[0] = 1;
    Loss twice = losses.softmax(ClassLogits.of(right, classes), new int[] {0}, Reduction.MEAN);
    assertEquals(published("softmaxTwiceFloor" + classes), twice.value(), 16 * 0x1p-24);
    float[] logits = new float[classes];
    logits[0] = 100;
    Loss once = losses.softmax(ClassLogits.of(logits, classes), new int[] {0}, Reduction.MEAN);
    assertEquals(0, once.value());
  }

  @Test
  void scikitLearnsNumbers() {
    Golden clipped = Golden.read("sklearn_clipped.csv");
    float[] p = clipped.floats("p");
    p[0] = 1e-15f; // scikit-learn's clip; here 0 would cost 100
    Loss loss =
        losses.binary(BinaryProbabilities.of(p), clipped.floats("y"), Reduction.MEAN_OVER_ROWS);
    assertEquals(published("sklearnClipped1e-15"), loss.value(), 1e-6);

    Golden example = Golden.read("sklearn_documentation.csv");
    Loss documented =
        losses.binary(
            BinaryProbabilities.of(example.floats("p1")), example.floats("y"), Reduction.MEAN);
    assertEquals(published("sklearnDocumentation"), documented.value(), 1e-7);

    Loss single =
        losses.binary(BinaryProbabilities.of(new float[] {0.3f}), new float[] {1}, Reduction.MEAN);
    assertEquals(published("sklearnNotRenormalised"), single.value(), 1e-7);
  }

  @Test
  @DisplayName("PyTorch issue 54843: cross-entropy divides by the weights, BCE by the rows")
  void meansDivideByWhatTheySay() {
    ClassLogits z = ClassLogits.of(new float[] {.3f, .7f, .6f, .4f, .6f, .4f}, 2);
    int[] y = {1, 0, 0};
    float[] weights = {3, 1, 1};
    assertEquals(0.56976, losses.softmax(z, y, Reduction.MEAN).value(), 5e-6);
    assertEquals(0.54706, losses.softmax(z, y, weights, Reduction.MEAN).value(), 5e-6);
    assertEquals(
        0.54706 * 5 / 3, losses.softmax(z, y, weights, Reduction.MEAN_OVER_ROWS).value(), 1e-5);
    BinaryLogits binary = BinaryLogits.of(new float[] {.400051f, -.199863f, -.199863f});
    float[] targets = {1, 0, 0};
    assertEquals(
        0.91180, losses.binary(binary, targets, weights, Reduction.MEAN_OVER_ROWS).value(), 5e-6);
    assertEquals(
        0.91180 * 3 / 5, losses.binary(binary, targets, weights, Reduction.MEAN).value(), 1e-5);
  }

  @Test
  void noWeightsAreWeightsOfOne() {
    BinaryLogits z = BinaryLogits.of(new float[] {1, -2, 3});
    BinaryProbabilities p = BinaryProbabilities.of(new float[] {0.1f, 0.9f, 0.5f});
    ClassLogits many = ClassLogits.of(new float[] {1, 2, 3, 3, 2, 1, 0, 0, 0}, 3);
    float[] y = {0, 1, 0.25f};
    int[] index = {0, 1, 2};
    float[] soft = {0.5f, 0.5f, 0, 1, 0, 0, 0.25f, 0.25f, 0.5f};
    float[] one = ones(3);
    Reduction how = Reduction.MEAN;
    assertSame(losses.binary(z, y, one, how), losses.binary(z, y, how));
    assertSame(losses.binary(p, y, one, how), losses.binary(p, y, how));
    assertSame(losses.softmax(many, index, one, how), losses.softmax(many, index, how));
    assertSame(losses.softmax(many, index, 0.1f, one, how), losses.softmax(many, index, 0.1f, how));
    assertSame(losses.softmax(many, soft, one, how), losses.softmax(many, soft, how));
    LabelLogits labels = LabelLogits.of(new float[] {1, 2, 3, 3, 2, 1, 0, 0, 0}, 3);
    assertSame(losses.multilabel(labels, soft, one, how), losses.multilabel(labels, soft, how));
    assertSame(
        losses.multilabel(labels, soft, one, one, how), losses.multilabel(labels, soft, how));
  }

  @Test
  @DisplayName("what is given stays as it is, and what is got is the caller's own")
  void arraysAreNobodyElses() {
    float[] z = {1, 2, 3, 4};
    float[] y = {0, 1, 1, 0};
    float[] weights = {1, 2, 1, 1};
    BinaryLogits logits = BinaryLogits.of(z);
    Loss loss = losses.binary(logits, y, weights, Reduction.MEAN);
    assertArrayEquals(new float[] {1, 2, 3, 4}, z);
    assertArrayEquals(new float[] {0, 1, 1, 0}, y);
    assertArrayEquals(new float[] {1, 2, 1, 1}, weights);
    z[0] = 99;
    loss.rows()[0] = 99;
    loss.gradient()[0] = 99;
    assertSame(loss, losses.binary(logits, y, weights, Reduction.MEAN));
  }

  @Test
  void weightsBelowTheFlushCountAsZero() {
    BinaryLogits z = BinaryLogits.of(new float[] {1, 1});
    float[] y = {0, 0};
    Loss loss = losses.binary(z, y, new float[] {1, 0x1p-41f}, Reduction.MEAN);
    assertSame(losses.binary(z, y, new float[] {1, 0}, Reduction.MEAN), loss);
    assertEquals(0f, loss.rows()[1]);
    assertEquals(0f, loss.gradient()[1]);
  }

  @Test
  @DisplayName("a softmax cannot be applied twice: no loss from logits takes probabilities")
  void typesKeepLogitsAndProbabilitiesApart() {
    Set<Class<?>> scores =
        Arrays.stream(Losses.class.getMethods())
            .filter(method -> Set.of("binary", "softmax", "multilabel").contains(method.getName()))
            .map(method -> method.getParameterTypes()[0])
            .collect(Collectors.toSet());
    assertEquals(
        Set.of(BinaryLogits.class, BinaryProbabilities.class, ClassLogits.class, LabelLogits.class),
        scores);
    for (Method method : Losses.class.getMethods()) {
      if (method.getName().equals("softmax")) {
        assertEquals(ClassLogits.class, method.getParameterTypes()[0]);
      }
    }
    List<Class<?>> types =
        List.of(
            BinaryLogits.class, BinaryProbabilities.class, ClassLogits.class, LabelLogits.class);
    for (Class<?> type : types) {
      assertTrue(Modifier.isFinal(type.getModifiers()));
      assertEquals(Object.class, type.getSuperclass());
      assertEquals(0, type.getInterfaces().length);
      for (Constructor<?> constructor : type.getDeclaredConstructors()) {
        assertTrue(Modifier.isPrivate(constructor.getModifiers()));
      }
      // No way from one to another, nor back to a bare array that could be taken for the other.
      Stream<Method> open =
          Arrays.stream(type.getDeclaredMethods())
              .filter(method -> Modifier.isPublic(method.getModifiers()));
      open.forEach(
          method -> {
            assertFalse(method.getReturnType().isArray(), method.toString());
            assertTrue(
                Stream.of(method.getParameterTypes()).noneMatch(types::contains),
                method.toString());
          });
    }
  }

  @ParameterizedTest
  @MethodSource("org.logcl.testing.Devices#all")
  @Tag("device")
  @DisplayName("more rows than a chunk, and 100 classes: the twin's bits, and no buffer left open")
  void largerShapesOnDevices(OpenClDevice device) {
    int rows = Devices.isSlow(device) ? 33 : 1700;
    int classes = 100;
    SplitMix random = new SplitMix(1);
    float[] z = new float[rows * classes];
    for (int i = 0; i < z.length; ++i) {
      z[i] = 40 * random.nextFloat() - 20;
    }
    int[] index = new int[rows];
    float[] soft = new float[z.length];
    float[] first = new float[rows];
    float[] y = new float[rows];
    float[] weights = new float[rows];
    for (int i = 0; i < rows; ++i) {
      index[i] = i * 7 % classes;
      Arrays.fill(soft, i * classes, (i + 1) * classes, 0.01f);
      first[i] = z[i * classes];
      y[i] = i % 5 / 4f;
      weights[i] = 3 * random.nextFloat();
    }
    try (LeakWatch watch = new LeakWatch()) {
      try (OpenClBackend backend = Devices.open(device)) {
        Losses there = new Losses(backend);
        ClassLogits many = ClassLogits.of(z, classes);
        BinaryLogits binary = BinaryLogits.of(first);
        Reduction how = Reduction.MEAN;
        assertSame(
            losses.softmax(many, index, weights, how), there.softmax(many, index, weights, how));
        assertSame(
            losses.softmax(many, soft, weights, how), there.softmax(many, soft, weights, how));
        assertSame(
            losses.softmax(many, index, 0.1f, weights, how),
            there.softmax(many, index, 0.1f, weights, how));
        LabelLogits labels = LabelLogits.of(z, classes);
        assertSame(
            losses.multilabel(labels, soft, weights, how),
            there.multilabel(labels, soft, weights, how));
        float[] positive = new float[classes];
        for (int c = 0; c < classes; ++c) {
          positive[c] = c % 5;
        }
        assertSame(
            losses.multilabel(labels, soft, positive, weights, how),
            there.multilabel(labels, soft, positive, weights, how));
        assertSame(losses.binary(binary, y, weights, how), there.binary(binary, y, weights, how));
        BinaryProbabilities p = BinaryProbabilities.of(y);
        assertSame(losses.binary(p, y, weights, how), there.binary(p, y, weights, how));
      }
      assertEquals(List.of(), watch.warnings());
    }
  }

  private static void assertSame(Loss expected, Loss actual) {
    assertEquals(expected.value(), actual.value());
    assertArrayEquals(expected.rows(), actual.rows());
    assertArrayEquals(expected.gradient(), actual.gradient());
  }
}
