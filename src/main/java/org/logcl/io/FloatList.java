package org.logcl.io;

import java.util.ArrayList;
import java.util.List;

/** A growing list of float32 values in blocks: growing copies nothing. */
final class FloatList {
  private static final int FIRST_BLOCK = 1 << 10;
  private static final int LARGEST_BLOCK = 1 << 22;

  private final List<float[]> blocks = new ArrayList<>();
  private float[] current = new float[FIRST_BLOCK];
  private int used;

  void add(float value) {
    if (used == current.length) {
      blocks.add(current);
      current = new float[Math.min(2 * current.length, LARGEST_BLOCK)];
      used = 0;
    }
    current[used++] = value;
  }

  /** All values in one array; the list must not be used any more. */
  float[] drain(int size) {
    float[] all = new float[size];
    int at = 0;
    for (int i = 0; i < blocks.size(); i++) {
      float[] block = blocks.set(i, null); // free for collection once copied
      System.arraycopy(block, 0, all, at, block.length);
      at += block.length;
    }
    System.arraycopy(current, 0, all, at, used);
    return all;
  }
}
