package org.logcl.io;

import java.io.IOException;

/** Something done with a stream or generator that may fail. */
@FunctionalInterface
public interface IoConsumer<T> {
  /** Does it. */
  void accept(T target) throws IOException;
}
