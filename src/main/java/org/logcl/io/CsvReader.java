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
 * around names, numbers and classes do not count. A column may hold the rows' weights; rows of
 * weight 0 are left out. Every error names file, line and column.
 */
public final class CsvReader {
  private static final Set<String> NOT_FINITE = Set.of("nan", "inf", "infinity");

  private final Path file;
  private final CsvOptions options;
  private final CsvHeader header;
  private final int[] featureColumns;
  // -1 without one.
  private final int targetColumn;
  private final int weightColumn;
  private final FloatList features = new FloatList();
  private final FloatList weights = new FloatList();
  private int[] targets = new int[1 << 10];
  private int rows;
  private int weightless;
  private int ignored;

  private CsvReader(
      Path file,
      CsvOptions options,
      CsvHeader header,
      int[] featureColumns,
      int targetColumn,
      int weightColumn) {
    this.file = file;
    this.options = options;
    this.header = header;
    this.featureColumns = featureColumns;
    this.targetColumn = targetColumn;
    this.weightColumn = weightColumn;
  }

  /**
   * Reads data to train on: the target column holds the classes, another one weights where the
   * options name it, and every other column is a feature.
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
      int targetColumn = header.column("target", target);
      int weightColumn = weightColumn(file, options, header, targetColumn);
      int[] features = header.featuresBeside(targetColumn, weightColumn);
      CsvReader reader = new CsvReader(file, options, header, features, targetColumn, weightColumn);
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
    return columnName(file, options, "target", options.target().orElseThrow());
  }

  /**
   * The name of the column of weights, which may be given by position.
   *
   * @throws InputException if there is no such file, header or column
   */
  public static String weightsName(Path file, CsvOptions options) {
    return columnName(file, options, "weights", options.weights().orElseThrow());
  }

  private static String columnName(Path file, CsvOptions options, String kind, String wanted) {
    try (CsvRecords records = new CsvRecords(file, options)) {
      CsvHeader header = header(file, options, records);
      return header.name(header.column(kind, wanted));
    }
  }

  /**
   * Reads data for a model: its features are matched by name, other columns are ignored. With a
   * target the classes are read too, and must be among the labels; with a column of weights those
   * too.
   *
   * @throws InputException if the file or its content is not as described
   * @throws org.logcl.error.FileFailureException if the system cannot read the file
   */
  public static Dataset readMatching(
      Path file, CsvOptions options, List<String> featureNames, Labels labels) {
    try (CsvRecords records = new CsvRecords(file, options)) {
      CsvHeader header = header(file, options, records);
      int[] columns = header.features(featureNames);
      int targetColumn = options.target().map(name -> header.column("target", name)).orElse(-1);
      int weightColumn = weightColumn(file, options, header, targetColumn);
      requireNoFeature(file, header, "target", targetColumn, featureNames);
      requireNoFeature(file, header, "column of weights", weightColumn, featureNames);
      CsvReader reader = new CsvReader(file, options, header, columns, targetColumn, weightColumn);
      reader.readRows(records, (line, label) -> reader.known(labels, line, label));
      return reader.dataset(labels, null);
    }
  }

  private static int weightColumn(Path file, CsvOptions options, CsvHeader header, int target) {
    int column = options.weights().map(name -> header.column("weights", name)).orElse(-1);
    if (column >= 0 && column == target) {
      throw new InputException(
          String.format(
              "%s, line 1: the column %s cannot be both the target and the weights; name another column",
              file, Quote.of(header.name(column))));
    }
    return column;
  }

  private static void requireNoFeature(
      Path file, CsvHeader header, String kind, int column, List<String> featureNames) {
    if (column >= 0 && featureNames.contains(header.name(column))) {
      throw new InputException(
          String.format(
              "%s, line 1: the %s %s is one of the model's features; name another column",
              file, kind, Quote.of(header.name(column))));
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
      if (isIgnored(row)) {
        ignored++;
        continue;
      }
      if (isWeightless(row)) {
        weightless++;
        continue;
      }
      for (int column : featureColumns) {
        features.add(number(line, column, row.getField(column).strip()));
      }
      if (targetColumn >= 0) {
        addTarget(classes.applyAsInt(line, label(line, row.getField(targetColumn).strip())));
      }
      rows++;
    }
    if (rows == 0 && weightless > 0) {
      throw new InputException(
          String.format(
              "%s: all %d weights in column %s are 0; at least one must be over 0",
              file, weightless, Quote.of(header.name(weightColumn))));
    }
    if (rows == 0 && ignored > 0) {
      throw new InputException(
          String.format(
              "%s: every row has the label to ignore, %s; ignore another, or none",
              file, Quote.of(options.ignored().orElseThrow())));
    }
    if (rows == 0) {
      throw new InputException(file + " has a header but no rows; at least one is needed");
    }
    // 0 too: a label that does not occur is one that was misspelt.
    options
        .ignored()
        .ifPresent(
            label ->
                options
                    .notes()
                    .accept(
                        String.format(
                            "%s: left out %s of the label %s",
                            file.getFileName(), count(ignored), Quote.of(label))));
    if (weightless > 0) {
      options
          .notes()
          .accept(file.getFileName() + ": left out " + count(weightless) + " of weight 0");
    }
  }

  private static String count(int rows) {
    return rows + (rows == 1 ? " row" : " rows");
  }

  private boolean isIgnored(CsvRecord row) {
    return targetColumn >= 0
        && options.ignored().isPresent()
        && row.getField(targetColumn).strip().equals(options.ignored().get().strip());
  }

  /** Reads the row's weight, if rows have any; whether it is 0. */
  private boolean isWeightless(CsvRecord row) {
    if (weightColumn < 0) {
      return false;
    }
    long line = row.getStartingLineNumber();
    String cell = row.getField(weightColumn).strip();
    float weight = number(line, weightColumn, cell);
    if (weight < 0) {
      throw error(
          line, weightColumn, Quote.of(cell) + " is negative; a weight is a number from 0 up");
    }
    if (weight > 0) {
      weights.add(weight);
    }
    return weight == 0;
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
    float[] shares = weightColumn < 0 ? null : weights.drain(rows);
    return Dataset.of(values, rows, columns, names, labels, classes, shares);
  }

  private InputException error(long line, int column, String message) {
    return new InputException(
        String.format(
            "%s, line %d, column %d (%s): %s",
            file, line, column + 1, Quote.of(header.name(column)), message));
  }
}
