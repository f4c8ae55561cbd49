package org.logcl.data;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.logcl.error.InputException;
import org.logcl.numerics.Canonical;

/**
 * What is done to features before they meet the weights: standardising where asked for, and always
 * the flush of magnitudes below 2^-40 that keeps subnormal numbers out of every chain of sums (see
 * docs/numerics.md). Part of a model. Immutable.
 */
public final class Preparation {
  private static final Preparation NONE = new Preparation(null);

  private final Standardization standardization;

  private Preparation(Standardization standardization) {
    this.standardization = standardization;
  }

  /**
   * A prepared data set.
   *
   * @param dataset the rows, with prepared features
   * @param warnings for the user, for each reason a few columns and how many there are besides
   */
  public record Prepared(Dataset dataset, List<String> warnings) {
    /** Copies the list. */
    public Prepared {
      warnings = List.copyOf(warnings);
    }
  }

  /** Nothing but the flush. */
  public static Preparation none() {
    return NONE;
  }

  /** Standardising, then the flush. */
  public static Preparation standardizing(Standardization standardization) {
    return new Preparation(Objects.requireNonNull(standardization));
  }

  /** The standardising step, if it is part of this. */
  public Optional<Standardization> standardization() {
    return Optional.ofNullable(standardization);
  }

  /**
   * Prepares all rows. The result may share the features with the given data set if nothing had to
   * change.
   *
   * @throws InputException if the number of columns is not that of the standardisation, or a
   *     standardised value leaves the range of float32
   */
  public Prepared prepare(Dataset data) {
    Dataset scaled = standardization == null ? data : standardization.apply(data);
    FeatureRanges ranges = FeatureRanges.of(scaled);
    List<String> warnings = ranges.warnings(scaled.featureNames(), standardization != null);
    return new Prepared(ranges.needFlush() ? flushed(scaled) : scaled, warnings);
  }

  /**
   * Prepares one row: {@code columns} values of {@code row} from {@code offset} into {@code out}
   * from {@code outOffset}, with the same bits as {@link #prepare}. The same array may be both.
   *
   * @throws InputException as {@link #prepare} does
   */
  public void prepareRow(float[] row, int offset, float[] out, int outOffset, int columns) {
    if (standardization != null) {
      requireColumns(standardization.columns(), columns);
      standardization.applyRow(row, offset, out, outOffset);
      return;
    }
    for (int j = 0; j < columns; j++) {
      out[outOffset + j] = Canonical.flush(row[offset + j]);
    }
  }

  static void requireColumns(int expected, int columns) {
    if (columns != expected) {
      throw new InputException(
          "the data has " + columns + " columns, but the preparation was fitted on " + expected);
    }
  }

  private static Dataset flushed(Dataset data) {
    float[] from = data.features();
    float[] to = new float[from.length];
    for (int i = 0; i < from.length; i++) {
      to[i] = Canonical.flush(from[i]);
    }
    return data.withFeatures(to);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Preparation that
        && Objects.equals(standardization, that.standardization);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(standardization);
  }
}
