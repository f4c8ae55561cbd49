package org.logcl.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logcl.error.DeviceException;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Floats;
import org.logcl.kernel.Rows;
import org.logcl.kernel.Shape;
import org.logcl.kernel.TwinBackend;
import org.logcl.testing.Devices;
import org.logcl.testing.EveryBackend;

class VerifierTest {
  @Tag("device")
  @EveryBackend
  void everyDevicePasses(Backend backend) {
    Options options = Devices.isSlow(backend) ? Options.small() : Options.standard();
    Report report = Verifier.run(backend, options, Listener.NONE);
    assertEquals(List.of(), offenders(report));
    assertTrue(report.passed());
  }

  /** A bound that no value comes near would pass wrong kernels. */
  @Test
  void boundsAreNotGenerous() {
    Report report = Verifier.run(new TwinBackend(), Options.standard(), Listener.NONE);
    for (Stage stage : report.stages()) {
      if (stage.worstAbsolute() > 0) {
        assertTrue(stage.shareOfBound() > 0.05, stage.toString());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void verifiesTheUsersData(int logits) {
    Shape shape = new Shape(3, logits);
    Problem p = Problems.generate(shape, 777, false, 0, 5);
    int[] targets = new int[777];
    for (int i = 0; i < 777; ++i) {
      targets[i] = i % Math.max(2, logits);
    }
    Report report =
        Verifier.on(new TwinBackend(), shape, p.x(), targets, null, null, Listener.NONE);
    assertEquals(List.of(), offenders(report));
    String head = logits == 1 ? "sigmoid" : "softmax";
    Stage stage =
        report.stages().stream()
            .filter(s -> s.stage().equals(head + " row loss"))
            .findFirst()
            .get();
    assertEquals(777, stage.values());
  }

  @Test
  void refusesDataThatDoNotFit() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Verifier.on(
                new TwinBackend(),
                new Shape(2, 1),
                new float[5],
                new int[2],
                null,
                null,
                Listener.NONE));
  }

  /** A wrong last bit, in any kernel, is found and named. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sigmoidLogits",
        "softmaxLogits",
        "sigmoid",
        "softmax",
        "sigmoidResidual",
        "softmaxResidual",
        "softmaxSoftResidual",
        "softmaxSmoothResidual",
        "multilabelResidual",
        "curvatureRows",
        "sigmoidGradient",
        "softmaxGradient",
        "combineChunks",
        "rowSums",
        "sgdUpdate",
        "probabilityLoss",
        "elementary"
      })
  void findsAWrongBit(String kernel) {
    Report report =
        Verifier.run(
            broken(kernel, v -> Float.intBitsToFloat(Float.floatToRawIntBits(v) ^ 1)),
            Options.small(),
            Listener.NONE);
    assertFalse(report.identical());
    assertTrue(offenders(report).get(0).contains("index 0: device "), offenders(report)::toString);
  }

  @Test
  void aNaNFails() {
    Report report =
        Verifier.run(broken("softmaxResidual", v -> Float.NaN), Options.small(), Listener.NONE);
    assertFalse(report.withinBounds());
    assertFalse(report.passed());
  }

  @Test
  void aWordBesideTheOutputIsFound() {
    Backend twin = new TwinBackend();
    Backend backend =
        intercept(
            "sigmoidLogits",
            arguments -> {
              Floats out = (Floats) arguments[4];
              out.write(out.length() - 1, new float[] {0}, 0, 1);
            });
    Problem p = Problems.generate(new Shape(2, 1), 3, false, 0, 1);
    DeviceException e =
        assertThrows(
            DeviceException.class,
            () -> new Guarded(backend).logits(p.shape(), p.rows(), p.x(), p.params()));
    assertTrue(e.getMessage().contains("sigmoid_logits on " + twin.device() + " overwrote"));
  }

  @Test
  void aWordThatIsNotWrittenIsFound() {
    // The twin runs 2 of the 3 rows.
    Problem p = Problems.generate(new Shape(2, 1), 3, false, 0, 1);
    Backend backend =
        (Backend)
            Proxy.newProxyInstance(
                Backend.class.getClassLoader(),
                new Class<?>[] {Backend.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("sigmoidLogits")) {
                    arguments[1] = Rows.plain(0, 2);
                  }
                  return method.invoke(new TwinBackend(), arguments);
                });
    assertThrows(
        DeviceException.class,
        () -> new Guarded(backend).logits(p.shape(), p.rows(), p.x(), p.params()));
  }

  private interface Change {
    float of(float value);
  }

  private interface After {
    void kernel(Object[] arguments);
  }

  /** The twin, with every value changed that the kernel writes into its last array of floats. */
  private static Backend broken(String kernel, Change change) {
    return intercept(
        kernel,
        arguments -> {
          Floats last = null;
          for (Object argument : arguments) {
            last = argument instanceof Floats floats ? floats : last;
          }
          float[] value = new float[1];
          for (long i = 0; i < last.length(); ++i) {
            last.read(i, value, 0, 1);
            if (value[0] != Guarded.GUARD) {
              last.write(i, new float[] {change.of(value[0])}, 0, 1);
            }
          }
        });
  }

  private static Backend intercept(String kernel, After after) {
    TwinBackend twin = new TwinBackend();
    return (Backend)
        Proxy.newProxyInstance(
            Backend.class.getClassLoader(),
            new Class<?>[] {Backend.class},
            (proxy, method, arguments) -> {
              try {
                Object result = method.invoke(twin, arguments);
                if (method.getName().equals(kernel)) {
                  after.kernel(arguments);
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static List<String> offenders(Report report) {
    List<String> offenders = new ArrayList<>();
    for (Stage stage : report.stages()) {
      if (!stage.offender().isEmpty()) {
        offenders.add(stage.stage() + ": " + stage.offender());
      }
    }
    return offenders;
  }
}
