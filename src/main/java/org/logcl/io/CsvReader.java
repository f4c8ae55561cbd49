package org.logcl.io;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntBiFunction;
import org.logcl.data.Dataset;
import org.logcl.data.Decimals;
import org.logcl.data.Labels;
import org.logcl.error.InputException;
import org.logcl.error.Quote;

/**
 * Reads CSV: UTF-8, a header line, then a row of numbers and perhaps a class on each line. Blanks
 * around names, numbers and classes do not count. Every error names file, line and column.
 */
public final class CsvReader {
  private static final Set<String> NOT_FINITE = Set.of("nan", "inf", "infinity");

  private final Path file;
  private final CsvHeader header;
  private final int[] featureColumns;
  // -1 without one.
  private final int targetColumn;
  private final FloatList features = new FloatList();
  private int[] targets = new int[1 << 10];
  private int rows;

  private CsvReader(Path file, CsvHeader header, int[] featureColumns, int targetColumn) {
    this.file = file;
    this.header = header;
    this.featureColumns = featureColumns;
    this.targetColumn = targetColumn;
  }

  /**
   * Reads data to train on: the target column holds the classes, every other column is a feature.
   *
   * @throws InputException if the file or its content is not as described, no target is given, or
   *     all rows have the same class
   * @throws org.logcl.error.FileFailureException if the system cannot read the file
   */
  public static Dataset read(Path file, CsvOptions options) {
    String target =
        options
            .target()
            .orElseThrow(() -> new InputException("Name the target column to train on " + file));
    try (CsvRecords records = new CsvRecords(file, options)) {
      CsvHeader header = header(file, options, records);
      int targetColumn = header.target(target);
      CsvReader reader =
          new CsvReader(file, header, header.featuresBeside(targetColumn), targetColumn);
      Map<String, Integer> seen = new LinkedHashMap<>();
      reader.readRows(records, (line, label) -> seen.computeIfAbsent(label, key -> seen.size()));
      if (seen.size() == 1) {
        throw new InputException(
            String.format(
                "%s: every row has the class %s in column %s; training needs at least two classes",
                file, Quote.of(List.copyOf(seen.keySet())), Quote.of(header.name(targetColumn))));
      }
      Labels labels = Labels.of(seen.keySet());
      int[] sorted = seen.keySet().stream().mapToInt(labels::indexOf).toArray();
      return reader.dataset(labels, sorted);
    }
  }

  /**
   * The name of the target column, which may be given by position.
   *
   * @throws InputException if there is no such file, header or column
   */
  public static String targetName(Path file, CsvOptions options) {
    try (CsvRecords records = new CsvRecords(file, options)) {
      CsvHeader header = header(file, options, records);
      return header.name(header.target(options.target().orElseThrow()));
    }
  }

  /**
   * Reads data for a model: its features are matched by name, other columns are ignored. With a
   * target the classes are read too, and must be among the labels.
   *
   * @throws InputException if the file or its content is not as described
   * @throws org.logcl.error.FileFailureException if the system cannot read the file
   */
  public static Dataset readMatching(
      Path file, CsvOptions options, List<String> featureNames, Labels labels) {
    try (CsvRecords records = new CsvRecords(file, options)) {
      CsvHeader header = header(file, options, records);
      int[] columns = header.features(featureNames);
      int targetColumn = options.target().map(header::target).orElse(-1);
      if (targetColumn >= 0 && featureNames.contains(header.name(targetColumn))) {
        throw new InputException(
            String.format(
                "%s, line 1: the target %s is one of the model's features; name another column",
                file, Quote.of(header.name(targetColumn))));
      }
      CsvReader reader = new CsvReader(file, header, columns, targetColumn);
      reader.readRows(records, (line, label) -> reader.known(labels, line, label));
      return reader.dataset(labels, null);
    }
  }

  private static CsvHeader header(Path file, CsvOptions options, CsvRecords records) {
    CsvRecord first = records.next();
    if (first == null) {
      throw new InputException(
          file + " is empty; a line with the columns' names is expected first");
    }
    return new CsvHeader(file, options.separator(), first.getFields());
  }

  private void readRows(CsvRecords records, ToIntBiFunction<Long, String> classes) {
    for (CsvRecord row = records.next(); row != null; row = records.next()) {
      long line = row.getStartingLineNumber();
      if (row.getFieldCount() != header.size()) {
        throw new InputException(
            String.format(
                "%s, line %d: %d cells, but the header has %d columns; mend the line",
                file, line, row.getFieldCount(), header.size()));
      }
      if ((rows + 1L) * featureColumns.length > Dataset.MOST_VALUES) {
        throw new InputException(
            String.format(
                "%s, line %d: more than %d feature values; take fewer rows or columns",
                file, line, Dataset.MOST_VALUES));
      }
      for (int column : featureColumns) {
        features.add(number(line, column, row.getField(column).strip()));
      }
      if (targetColumn >= 0) {
        addTarget(classes.applyAsInt(line, label(line, row.getField(targetColumn).strip())));
      }
      rows++;
    }
    if (rows == 0) {
      throw new InputException(file + " has a header but no rows; at least one is needed");
    }
  }

  private void addTarget(int target) {
    if (rows == targets.length) {
      targets = Arrays.copyOf(targets, (int) Math.min(2L * rows, Dataset.MOST_VALUES));
    }
    targets[rows] = target;
  }

  private float number(long line, int column, String cell) {
    if (cell.isEmpty()) {
      throw error(line, column, "the cell is empty; fill it, or remove the row or the column");
    }
    if (!Decimals.isDecimal(cell)) {
      String digits = cell.charAt(0) == '-' || cell.charAt(0) == '+' ? cell.substring(1) : cell;
      if (NOT_FINITE.contains(digits.toLowerCase(Locale.ROOT))) {
        throw error(
            line, column, Quote.of(cell) + " is not a finite number; remove the row or the column");
      }
      throw error(
          line,
          column,
          Quote.of(cell)
              + " is not a number; allowed are decimal numbers such as 12, -0.5 or 1e-3. Mend the"
              + " cell, or encode or remove the column");
    }
    float value = Float.parseFloat(cell);
    if (Float.isInfinite(value)) {
      throw error(
          line, column, Quote.of(cell) + " is over the largest float32, 3.4028235e38; rescale it");
    }
    return value;
  }

  private String label(long line, String cell) {
    if (cell.isEmpty()) {
      throw error(line, targetColumn, "the class is empty; fill the cell or remove the row");
    }
    return cell;
  }

  private int known(Labels labels, long line, String label) {
    int index = labels.indexOf(label);
    if (index < 0) {
      throw error(
          line,
          targetColumn,
          "the class "
              + Quote.of(label)
              + " was not seen in training; allowed: "
              + Quote.of(labels.names()));
    }
    return index;
  }

  /**
   * The rows read.
   *
   * @param mapping from the classes as collected to their labels' indices; null if they are equal
   */
  private Dataset dataset(Labels labels, int[] mapping) {
    int columns = featureColumns.length;
    float[] values = features.drain(rows * columns);
    List<String> names = Arrays.stream(featureColumns).mapToObj(header::name).toList();
    if (targetColumn < 0) {
      return Dataset.unlabelled(values, rows, columns, names);
    }
    int[] classes = Arrays.copyOf(targets, rows);
    if (mapping != null) {
      Arrays.setAll(classes, row -> mapping[classes[row]]);
    }
    return Dataset.of(values, rows, columns, names, labels, classes, null);
  }

  private InputException error(long line, int column, String message) {
    return new InputException(
        String.format(
            "%s, line %d, column %d (%s): %s",
            file, line, column + 1, Quote.of(header.name(column)), message));
  }
}
