package org.logcl.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * A backend with a fault: another backend, the results of some of its kernels changed. What it
 * would do in one launch of its own it does by the kernels of the steps, so that a faulty step is
 * met there too.
 */
public final class FaultyBackend {
  private FaultyBackend() {}

  /** The backend with the fault; closing it closes the backend. */
  public static Backend of(Backend backend, Fault fault) {
    return of(backend, fault, backend.device(), () -> {});
  }

  /**
   * The same by another name, as an OpenCL device.
   *
   * @param closed runs when it is closed
   */
  static Backend of(Backend backend, Fault fault, String name, Runnable closed) {
    return (Backend)
        Proxy.newProxyInstance(
            Backend.class.getClassLoader(),
            new Class<?>[] {Backend.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "device" -> name;
                  case "kind" -> "opencl";
                  case "fusesSoftmax", "epochsPay", "stepsSoftmax" -> false;
                  case "softmaxWorkspace" ->
                      (int) arguments[1] * (long) ((Shape) arguments[0]).stride();
                  case "softmaxForward" -> forward((Backend) proxy, arguments);
                  case "softmaxBackward" -> backward((Backend) proxy, arguments);
                  case "probeFailures" -> Probe.run((Backend) proxy).failures();
                  case "close" -> {
                    closed.run();
                    backend.close();
                    yield null;
                  }
                  default -> call(backend, fault, method, arguments);
                });
  }

  private static Object forward(Backend proxy, Object[] a) {
    Shape shape = (Shape) a[0];
    Rows rows = (Rows) a[1];
    Floats work = (Floats) a[6];
    proxy.softmaxLogits(shape, rows, (Floats) a[2], (Floats) a[3], work);
    proxy.softmaxResidual(
        shape, rows, (Ints) a[4], (Floats) a[5], work, (Floats) a[7], (Ints) a[8]);
    return null;
  }

  private static Object backward(Backend proxy, Object[] a) {
    proxy.softmaxGradient((Shape) a[0], (Rows) a[1], (Floats) a[2], (Floats) a[3], (Floats) a[4]);
    return null;
  }

  private static Object call(Backend backend, Fault fault, Method method, Object[] arguments)
      throws Throwable {
    boolean kernel = method.getReturnType() == void.class && arguments != null;
    if (!kernel) {
      return invoke(backend, method, arguments);
    }
    Fault.Right right =
        new Fault.Right() {
          @Override
          public Backend backend() {
            return backend;
          }

          @Override
          public void run(Object... others) {
            sneaky(() -> invoke(backend, method, others));
          }
        };
    fault.run(method.getName(), arguments, right);
    return null;
  }

  private interface Call {
    Object run() throws Throwable;
  }

  private static void sneaky(Call call) {
    try {
      call.run();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static Object invoke(Backend backend, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(backend, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
