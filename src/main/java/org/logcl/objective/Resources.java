package org.logcl.objective;

import java.util.ArrayDeque;
import java.util.Deque;
import org.logcl.kernel.Floats;
import org.logcl.kernel.Ints;

/** Arrays that are given back together, the last made first. */
final class Resources implements AutoCloseable {
  private final Deque<AutoCloseable> made = new ArrayDeque<>();

  Floats add(Floats values) {
    push(values);
    return values;
  }

  Ints add(Ints values) {
    push(values);
    return values;
  }

  private void push(AutoCloseable values) {
    if (values != null) {
      made.push(values);
    }
  }

  @Override
  public void close() {
    for (AutoCloseable values : made) {
      if (values instanceof Floats floats) {
        floats.close();
      } else if (values instanceof Ints ints) {
        ints.close();
      }
    }
    made.clear();
  }
}
