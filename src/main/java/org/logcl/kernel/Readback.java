package org.logcl.kernel;

import java.util.ArrayList;
import java.util.List;

/** Arrays to bring to the heap together, see {@link Backend#read}. */
public final class Readback {
  @SuppressWarnings("ArrayRecordComponent") // to be filled; never compared
  record OfFloats(Floats source, float[] target) {}

  @SuppressWarnings("ArrayRecordComponent") // to be filled; never compared
  record OfInts(Ints source, int[] target) {}

  final List<OfFloats> floats = new ArrayList<>();
  final List<OfInts> ints = new ArrayList<>();

  /** An array that will have the first elements of the source. */
  public float[] floats(Floats source, int count) {
    float[] target = new float[count];
    floats.add(new OfFloats(source, target));
    return target;
  }

  /** An array that will have the first elements of the source. */
  public int[] ints(Ints source, int count) {
    int[] target = new int[count];
    ints.add(new OfInts(source, target));
    return target;
  }
}
