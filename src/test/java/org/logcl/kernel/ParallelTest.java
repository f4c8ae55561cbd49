package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.logcl.verify.Guarded;
import org.logcl.verify.Positions;
import org.logcl.verify.Problem;
import org.logcl.verify.Problems;

class ParallelTest {
  @Test
  void doesEveryItemOnce() {
    for (int items : new int[] {1, 2, 3, 7, 8, 9, 1000, 99_991}) {
      for (long cost : new long[] {0, 1, 100, 1 << 20, Long.MAX_VALUE / 200_000}) {
        AtomicIntegerArray done = new AtomicIntegerArray(items);
        Parallel.forItems(
            items,
            cost,
            (from, to) -> {
              for (int i = from; i < to; ++i) {
                done.incrementAndGet(i);
              }
            });
        for (int i = 0; i < items; ++i) {
          assertEquals(1, done.get(i), items + " items of cost " + cost + ", item " + i);
        }
      }
    }
  }

  @Test
  void passesOnWhatABodyThrows() {
    assertThrows(
        ArithmeticException.class,
        () ->
            Parallel.forItems(
                100,
                1 << 20,
                (from, to) -> {
                  throw new ArithmeticException();
                }));
  }

  /** Rows all at once, which threads share, against one row at a time, which they do not. */
  @Test
  void theShareOfAThreadChangesNoBit() {
    for (int logits : new int[] {1, 40}) {
      Problem p = Problems.generate(new Shape(300, logits), 700, false, 0, 3);
      Guarded twin = new Guarded(new TwinBackend());
      float[] all = twin.logits(p.shape(), p.rows(), p.x(), p.params());
      int stride = p.shape().stride();
      for (int k = 0; k < 700; ++k) {
        float[] one = twin.logits(p.shape(), new Positions(null, k, 1), p.x(), p.params());
        float[] row = new float[stride];
        System.arraycopy(all, k * stride, row, 0, stride);
        assertArrayEquals(one, row);
      }
    }
  }
}
