package org.logcl.io;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.logcl.data.Dataset;
import org.logcl.data.Labels;
import org.logcl.data.TargetKind;
import org.logcl.error.InputException;
import org.logcl.error.Quote;

/** Collects the targets of the rows that are read. */
interface CsvTargets {
  /** The columns that hold them. */
  int[] columns();

  /** Whether a row has the label to leave out. */
  boolean isIgnored(CsvRecord row);

  /** Takes the targets of the next row. */
  void add(CsvRecord row);

  /** The rows, with their targets. */
  Dataset of(float[] features, int rows, List<String> names, float[] weights);

  /** No targets. */
  final class None implements CsvTargets {
    @Override
    public int[] columns() {
      return new int[0];
    }

    @Override
    public boolean isIgnored(CsvRecord row) {
      return false;
    }

    @Override
    public void add(CsvRecord row) {
      // There is nothing to take.
    }

    @Override
    public Dataset of(float[] features, int rows, List<String> names, float[] weights) {
      return Dataset.unlabelled(features, rows, names.size(), names);
    }
  }

  /** A class in a column. */
  final class Classes implements CsvTargets {
    private final CsvCells cells;
    private final int column;
    private final Optional<String> ignored;
    // Null where they are yet to be found.
    private final Labels known;
    private final Map<String, Integer> seen = new LinkedHashMap<>();
    private int[] classes = new int[1 << 10];
    private int count;

    Classes(CsvCells cells, int column, Optional<String> ignored, Labels knownOrNull) {
      this.cells = cells;
      this.column = column;
      this.ignored = ignored.map(String::strip);
      known = knownOrNull;
    }

    @Override
    public int[] columns() {
      return new int[] {column};
    }

    @Override
    public boolean isIgnored(CsvRecord row) {
      return ignored.isPresent() && row.getField(column).strip().equals(ignored.get());
    }

    @Override
    public void add(CsvRecord row) {
      if (count == classes.length) {
        classes = Arrays.copyOf(classes, (int) Math.min(2L * count, Dataset.MOST_VALUES));
      }
      classes[count++] = index(row.getStartingLineNumber(), row.getField(column).strip());
    }

    private int index(long line, String label) {
      if (label.isEmpty()) {
        throw cells.error(line, column, "the class is empty; fill the cell or remove the row");
      }
      if (known == null) {
        return seen.computeIfAbsent(label, key -> seen.size());
      }
      int index = known.indexOf(label);
      if (index < 0) {
        throw cells.error(
            line,
            column,
            "the class "
                + Quote.of(label)
                + " was not seen in training; allowed: "
                + Quote.of(known.names()));
      }
      return index;
    }

    /** The classes seen; with known ones, none. */
    List<String> seen() {
      return List.copyOf(seen.keySet());
    }

    @Override
    public Dataset of(float[] features, int rows, List<String> names, float[] weights) {
      int[] targets = Arrays.copyOf(classes, rows);
      Labels labels = known;
      if (known == null) {
        labels = Labels.of(seen.keySet());
        int[] sorted = seen.keySet().stream().mapToInt(labels::indexOf).toArray();
        Arrays.setAll(targets, row -> sorted[targets[row]]);
      }
      return Dataset.of(features, rows, names.size(), names, labels, targets, weights);
    }
  }

  /** A number from 0 to 1 for each label, in a column of its name. */
  final class Values implements CsvTargets {
    private final CsvCells cells;
    private final Labels labels;
    private final int[] columns;
    private final TargetKind kind;
    private final FloatList values = new FloatList();

    Values(CsvCells cells, Labels labels, int[] columns, TargetKind kind) {
      this.cells = cells;
      this.labels = labels;
      this.columns = columns;
      this.kind = kind;
    }

    @Override
    public int[] columns() {
      return columns;
    }

    @Override
    public boolean isIgnored(CsvRecord row) {
      return false;
    }

    @Override
    public void add(CsvRecord row) {
      long line = row.getStartingLineNumber();
      double sum = 0;
      for (int column : columns) {
        float value = cells.share(line, column, row.getField(column).strip());
        sum += value;
        values.add(value);
      }
      if (kind == TargetKind.DISTRIBUTIONS && Math.abs(sum - 1) > Dataset.DISTRIBUTION_TOLERANCE) {
        throw cells.error(
            line,
            columns[0],
            String.format(
                "the targets of this row sum to %s; the shares of classes sum to 1. For labels that go together take --head"
                    + " multilabel",
                (float) sum));
      }
    }

    @Override
    public Dataset of(float[] features, int rows, List<String> names, float[] weights) {
      float[] targets = values.drain(rows * columns.length);
      return kind == TargetKind.LABELS
          ? Dataset.ofLabels(features, rows, names.size(), names, labels, targets, weights)
          : Dataset.ofDistributions(features, rows, names.size(), names, labels, targets, weights);
    }
  }

  /**
   * Checks that rows to train on have more than one class.
   *
   * @param file for the message
   * @param name of the column
   */
  static void requireTwo(Classes classes, String file, String name) {
    if (classes.seen().size() == 1) {
      throw new InputException(
          String.format(
              "%s: every row has the class %s in column %s; training needs at least two classes",
              file, Quote.of(classes.seen()), Quote.of(name)));
    }
  }
}
