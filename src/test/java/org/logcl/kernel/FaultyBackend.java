package org.logcl.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** A backend with a fault: another backend, the results of some of its kernels changed. */
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
                  case "probeFailures" -> Probe.run((Backend) proxy).failures();
                  case "close" -> {
                    closed.run();
                    backend.close();
                    yield null;
                  }
                  default -> call(backend, fault, method, arguments);
                });
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
