package org.logcl.train;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.logcl.error.InputException;
import org.logcl.error.Quote;

/** A training between two epochs or iterations: all that it takes to go on to the same model. */
public final class TrainingState {
  private final SortedMap<String, String> recipe;
  private final int done;
  private final SortedMap<String, double[]> arrays;

  /**
   * A state.
   *
   * @param recipe what shapes the model: options and data, as in a model's metadata
   * @param done epochs or iterations done
   * @param arrays numbers by name; not copied
   */
  public TrainingState(Map<String, String> recipe, int done, Map<String, double[]> arrays) {
    this.recipe = Collections.unmodifiableSortedMap(new TreeMap<>(recipe));
    this.done = done;
    this.arrays = Collections.unmodifiableSortedMap(new TreeMap<>(arrays));
  }

  /** What shapes the model. */
  public SortedMap<String, String> recipe() {
    return recipe;
  }

  /** Epochs or iterations done. */
  public int done() {
    return done;
  }

  /** Numbers by name; not to be changed. */
  public SortedMap<String, double[]> arrays() {
    return arrays;
  }

  /**
   * Checks that this is of a training of the same options and data.
   *
   * @throws InputException where something that shapes the model differs; it says what
   */
  void requireOf(Map<String, String> wanted) {
    SortedMap<String, String> all = new TreeMap<>(wanted);
    all.putAll(recipe);
    for (String key : all.keySet()) {
      String here = wanted.get(key);
      String there = recipe.get(key);
      if (here == null || !here.equals(there)) {
        throw new InputException(
            String.format(
                "The checkpoint is of another training: its %s is %s, here it is %s. Train with the same data and options,"
                    + " or without the checkpoint.",
                key,
                there == null ? "not set" : Quote.of(there),
                here == null ? "not set" : Quote.of(here)));
      }
    }
  }

  /** Numbers of a name. */
  double[] numbers(String name) {
    double[] values = arrays.get(name);
    if (values == null) {
      throw new InputException("The checkpoint has no numbers of the name " + Quote.of(name) + ".");
    }
    return values;
  }

  /** Numbers that were floats. */
  float[] floats(String name) {
    double[] values = numbers(name);
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; ++i) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** Floats as doubles, which have every one of them. */
  static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; ++i) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
