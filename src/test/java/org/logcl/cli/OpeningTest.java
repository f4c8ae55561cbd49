package org.logcl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.logcl.error.DeviceException;
import org.logcl.error.DeviceUnavailableException;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Devices.Choice;

class OpeningTest {
  private final AtomicInteger closed = new AtomicInteger();
  private final Backend backend =
      (Backend)
          Proxy.newProxyInstance(
              Backend.class.getClassLoader(),
              new Class<?>[] {Backend.class},
              (proxy, method, arguments) -> {
                assertEquals("close", method.getName());
                closed.incrementAndGet();
                return null;
              });
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Output output = new Output(new Streams(said, OutputStream.nullOutputStream()));

  private static Opening begin(Supplier<Choice> chooser) {
    return Opening.begin(chooser, (opened, output) -> {});
  }

  private Choice choice() {
    return new Choice(backend, "a device, because");
  }

  @Test
  void whoAsksHearsTheReasonAndOwnsTheDevice() {
    try (Opening opening = begin(this::choice)) {
      assertEquals("", said.toString(StandardCharsets.UTF_8), "nothing is said before");
      assertSame(backend, opening.open(output));
    }
    assertEquals("device: a device, because\n", said.toString(StandardCharsets.UTF_8));
    assertEquals(0, closed.get());
  }

  @Test
  void aDeviceThatNobodyAskedForIsClosed() {
    begin(this::choice).close();
    assertEquals(1, closed.get());
  }

  @Test
  void aDeviceThatTheCheckRefusesIsClosed() {
    Opening opening =
        Opening.begin(
            this::choice,
            (opened, output) -> {
              throw new DeviceException("lost");
            });
    assertThrows(DeviceException.class, () -> opening.open(output));
    opening.close();
    assertEquals(1, closed.get());
  }

  @Test
  void aFailureIsToldWhereTheDeviceIsAskedForAndNowhereElse() {
    Supplier<Choice> none =
        () -> {
          throw new DeviceUnavailableException("none here");
        };
    try (Opening opening = begin(none)) {
      Exception e = assertThrows(DeviceUnavailableException.class, () -> opening.open(output));
      assertEquals("none here", e.getMessage());
    }
    begin(none).close();
  }

  @Test
  void anErrorIsAnErrorForTheCallerToo() {
    Opening opening =
        begin(
            () -> {
              throw new OutOfMemoryError("direct memory");
            });
    assertThrows(OutOfMemoryError.class, () -> opening.open(output));
    opening.close();
  }

  @Test
  void anInterruptWaitsUntilTheDeviceIsOpen() {
    CountDownLatch go = new CountDownLatch(1);
    Opening opening =
        begin(
            () -> {
              try {
                go.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return choice();
            });
    Thread.currentThread().interrupt();
    new Thread(go::countDown).start();
    opening.close();
    assertTrue(Thread.interrupted());
    assertEquals(1, closed.get());
  }

  @Test
  void onlyWhatWillComputeOnOpenClLoadsItEarly() {
    assertTrue(HeadStart.isWorthIt("train", "x.csv", "--target", "y"));
    assertTrue(HeadStart.isWorthIt("devices"));
    assertFalse(HeadStart.isWorthIt());
    assertFalse(HeadStart.isWorthIt("help", "train"));
    assertFalse(HeadStart.isWorthIt("train", "--help"));
    assertFalse(HeadStart.isWorthIt("train", "--device", "reference"));
    assertFalse(HeadStart.isWorthIt("train", "--device=reference"));
  }
}
