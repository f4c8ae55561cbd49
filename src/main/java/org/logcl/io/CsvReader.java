package org.logcl.io;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.logcl.data.Dataset;
import org.logcl.data.Labels;
import org.logcl.data.TargetKind;
import org.logcl.error.InputException;
import org.logcl.error.Quote;

/**
 * Reads CSV: UTF-8, a header line, then a row of numbers and perhaps a class on each line. Blanks
 * around names, numbers and classes do not count. A column may hold the rows' weights; rows of
 * weight 0 are left out. Every error names file, line and column.
 */
public final class CsvReader {
  private final Path file;
  private final CsvOptions options;
  private final CsvHeader header;
  private final CsvCells cells;
  private final int[] featureColumns;
  private final CsvTargets targets;
  // -1 without one.
  private final int weightColumn;
  private final FloatList features = new FloatList();
  private final FloatList weights = new FloatList();
  private int rows;
  private int weightless;
  private int ignored;

  private CsvReader(
      Path file,
      CsvOptions options,
      CsvHeader header,
      CsvCells cells,
      int[] featureColumns,
      CsvTargets targets,
      int weightColumn) {
    this.file = file;
    this.options = options;
    this.header = header;
    this.cells = cells;
    this.featureColumns = featureColumns;
    this.targets = targets;
    this.weightColumn = weightColumn;
  }

  /**
   * Reads data to train on: the target column holds the classes, or several of them a number from 0
   * to 1 for each label; another one weights where the options name it, and every other column is a
   * feature.
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
      CsvCells cells = new CsvCells(file, header);
      int[] targetColumns = header.columns("target", target);
      int weightColumn = weightColumn(file, options, header, targetColumns);
      int[] features = header.featuresBeside(targetColumns, weightColumn);
      CsvTargets targets =
          kind(file, options, targetColumns) == TargetKind.CLASSES
              ? new CsvTargets.Classes(cells, targetColumns[0], options.ignored(), null)
              : values(options, header, cells, targetColumns);
      CsvReader reader =
          new CsvReader(file, options, header, cells, features, targets, weightColumn);
      reader.readRows(records);
      if (targets instanceof CsvTargets.Classes classes) {
        CsvTargets.requireTwo(classes, file.toString(), header.name(targetColumns[0]));
      }
      return reader.dataset();
    }
  }

  private static CsvTargets values(
      CsvOptions options, CsvHeader header, CsvCells cells, int[] columns) {
    Labels labels = Labels.ofOrdered(IntStream.of(columns).mapToObj(header::name).toList());
    TargetKind kind = options.together() ? TargetKind.LABELS : TargetKind.DISTRIBUTIONS;
    return new CsvTargets.Values(cells, labels, columns, kind);
  }

  private static TargetKind kind(Path file, CsvOptions options, int[] columns) {
    if (columns.length > 1 && options.ignored().isPresent()) {
      throw new InputException(
          file
              + ": a label to ignore is one of a column of classes; here are "
              + columns.length
              + " columns of targets. Leave it out");
    }
    if (columns.length > 1) {
      return options.together() ? TargetKind.LABELS : TargetKind.DISTRIBUTIONS;
    }
    if (options.together()) {
      throw new InputException(
          file
              + ": labels that go together have a column each, of numbers from 0 to 1; name at least two, separated by commas");
    }
    return TargetKind.CLASSES;
  }

  /**
   * The names of the target columns, which may be given by position, separated by commas as in a
   * line of CSV.
   *
   * @throws InputException if there is no such file, header or column
   */
  public static String targetName(Path file, CsvOptions options) {
    try (CsvRecords records = new CsvRecords(file, options)) {
      CsvHeader header = header(file, options, records);
      int[] columns = header.columns("target", options.target().orElseThrow());
      return columns.length == 1
          ? header.name(columns[0])
          : CsvRecords.line(IntStream.of(columns).mapToObj(header::name).toList());
    }
  }

  /**
   * The name of the column of weights, which may be given by position.
   *
   * @throws InputException if there is no such file, header or column
   */
  public static String weightsName(Path file, CsvOptions options) {
    try (CsvRecords records = new CsvRecords(file, options)) {
      CsvHeader header = header(file, options, records);
      return header.name(header.column("weights", options.weights().orElseThrow()));
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
      int[] targetColumns =
          options.target().map(text -> header.columns("target", text)).orElse(new int[0]);
      int weightColumn = weightColumn(file, options, header, targetColumns);
      for (int column : targetColumns) {
        requireNoFeature(file, header, "target", column, featureNames);
      }
      requireNoFeature(file, header, "column of weights", weightColumn, featureNames);
      CsvCells cells = new CsvCells(file, header);
      CsvTargets targets = matching(file, options, header, cells, targetColumns, labels);
      CsvReader reader =
          new CsvReader(file, options, header, cells, columns, targets, weightColumn);
      reader.readRows(records);
      return reader.dataset();
    }
  }

  private static CsvTargets matching(
      Path file,
      CsvOptions options,
      CsvHeader header,
      CsvCells cells,
      int[] columns,
      Labels labels) {
    if (columns.length == 0) {
      return new CsvTargets.None();
    }
    TargetKind kind = kind(file, options, columns);
    if (kind == TargetKind.CLASSES) {
      return new CsvTargets.Classes(cells, columns[0], options.ignored(), labels);
    }
    List<String> given = IntStream.of(columns).mapToObj(header::name).toList();
    if (given.size() != labels.count() || !given.containsAll(labels.names())) {
      throw new InputException(
          String.format(
              "%s, line 1: the target columns must be those of the labels, %s; given are %s",
              file, Quote.of(labels.names()), Quote.of(given)));
    }
    int[] sorted = labels.names().stream().mapToInt(name -> columns[given.indexOf(name)]).toArray();
    return new CsvTargets.Values(cells, labels, sorted, kind);
  }

  private static int weightColumn(Path file, CsvOptions options, CsvHeader header, int[] targets) {
    int column = options.weights().map(name -> header.column("weights", name)).orElse(-1);
    if (column >= 0 && IntStream.of(targets).anyMatch(target -> target == column)) {
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

  private void readRows(CsvRecords records) {
    int widest = Math.max(featureColumns.length, targets.columns().length);
    for (CsvRecord row = records.next(); row != null; row = records.next()) {
      long line = row.getStartingLineNumber();
      if (row.getFieldCount() != header.size()) {
        throw new InputException(
            String.format(
                "%s, line %d: %d cells, but the header has %d columns; mend the line",
                file, line, row.getFieldCount(), header.size()));
      }
      if ((rows + 1L) * widest > Dataset.MOST_VALUES) {
        throw new InputException(
            String.format(
                "%s, line %d: more than %d values of features or targets; take fewer rows or columns",
                file, line, Dataset.MOST_VALUES));
      }
      if (targets.isIgnored(row)) {
        ignored++;
        continue;
      }
      if (isWeightless(row)) {
        weightless++;
        continue;
      }
      for (int column : featureColumns) {
        features.add(cells.number(line, column, row.getField(column).strip()));
      }
      targets.add(row);
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

  /** Reads the row's weight, if rows have any; whether it is 0. */
  private boolean isWeightless(CsvRecord row) {
    if (weightColumn < 0) {
      return false;
    }
    long line = row.getStartingLineNumber();
    String cell = row.getField(weightColumn).strip();
    float weight = cells.number(line, weightColumn, cell);
    if (weight < 0) {
      throw cells.error(
          line, weightColumn, Quote.of(cell) + " is negative; a weight is a number from 0 up");
    }
    if (weight > 0) {
      weights.add(weight);
    }
    return weight == 0;
  }

  private Dataset dataset() {
    float[] values = features.drain(rows * featureColumns.length);
    List<String> names = Arrays.stream(featureColumns).mapToObj(header::name).toList();
    return targets.of(values, rows, names, weightColumn < 0 ? null : weights.drain(rows));
  }
}
