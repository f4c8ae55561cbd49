package org.logcl.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A file of golden data: CSV with a header line, no quotes, no empty fields. What each file holds
 * is said in {@code src/test/resources/org/logcl/golden/README.md}.
 *
 * <p>Every call throws {@link IllegalArgumentException}, with file, column and line, for what is
 * not there or not a number of the kind asked for: a test must not pass on data it did not read.
 */
public final class Golden {
  private static final String FOLDER = "/org/logcl/golden/";

  private final String name;
  private final int rows;
  private final Map<String, String[]> columns;

  private Golden(String name, int rows, Map<String, String[]> columns) {
    this.name = name;
    this.rows = rows;
    this.columns = columns;
  }

  /** Reads a file of the golden folder, such as {@code "article_data.csv"}. */
  public static Golden read(String file) {
    return read(FOLDER, file);
  }

  /** Reads a file of another folder of the test resources, which begins and ends with a slash. */
  public static Golden read(String folder, String file) {
    try (InputStream in = Golden.class.getResourceAsStream(folder + file)) {
      if (in == null) {
        throw new IllegalArgumentException("no golden file " + file);
      }
      return parse(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One float32 column of a file. */
  public static float[] floats(String file, String column) {
    return read(file).floats(column);
  }

  /** One float64 column of a file. */
  public static double[] doubles(String file, String column) {
    return read(file).doubles(column);
  }

  /** One column of integers of a file. */
  public static int[] ints(String file, String column) {
    return read(file).ints(column);
  }

  /** The text of a golden file; {@code name} is for messages. */
  static Golden parse(String name, String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() < 2) {
      throw new IllegalArgumentException(name + ": a header and at least one row expected");
    }
    String[] titles = lines.get(0).split(",", -1);
    int rows = lines.size() - 1;
    List<String[]> values = new ArrayList<>();
    Map<String, String[]> columns = new LinkedHashMap<>();
    for (String title : titles) {
      String[] column = new String[rows];
      values.add(column);
      if (title.isBlank() || columns.put(title, column) != null) {
        throw new IllegalArgumentException(name + ": column '" + title + "' is blank or twice");
      }
    }
    for (int i = 0; i < rows; i++) {
      String[] fields = lines.get(i + 1).split(",", -1);
      if (fields.length != titles.length) {
        throw new IllegalArgumentException(
            name + ":" + (i + 2) + ": " + fields.length + " fields, header has " + titles.length);
      }
      for (int j = 0; j < fields.length; j++) {
        if (fields[j].isBlank()) {
          throw new IllegalArgumentException(name + ":" + (i + 2) + ": " + titles[j] + " is empty");
        }
        values.get(j)[i] = fields[j];
      }
    }
    return new Golden(name, rows, columns);
  }

  /** The number of rows, the header not counted. */
  public int rows() {
    return rows;
  }

  /** The names of the columns, in the file's order. */
  public List<String> columns() {
    return List.copyOf(columns.keySet());
  }

  /**
   * The number of columns {@code x0}, {@code x1}, ... of group {@code x}, the width of {@link
   * #matrix}.
   */
  public int width(String group) {
    int width = 0;
    while (columns.containsKey(group + width)) {
      width++;
    }
    if (width == 0) {
      throw new IllegalArgumentException(name + ": no column " + group + "0; " + columns());
    }
    return width;
  }

  /** A float32 column. */
  public float[] floats(String column) {
    String[] texts = column(column);
    float[] values = new float[rows];
    for (int i = 0; i < rows; i++) {
      values[i] = number(column, i, texts[i], Float::parseFloat);
      requireFinite(Float.isFinite(values[i]), column, i, texts[i]);
    }
    return values;
  }

  /** A float64 column. */
  public double[] doubles(String column) {
    String[] texts = column(column);
    double[] values = new double[rows];
    for (int i = 0; i < rows; i++) {
      values[i] = number(column, i, texts[i], Double::parseDouble);
      requireFinite(Double.isFinite(values[i]), column, i, texts[i]);
    }
    return values;
  }

  /** A column of integers. */
  public int[] ints(String column) {
    String[] texts = column(column);
    int[] values = new int[rows];
    for (int i = 0; i < rows; i++) {
      values[i] = number(column, i, texts[i], Integer::parseInt);
    }
    return values;
  }

  /** A column of text. */
  public String[] strings(String column) {
    return column(column).clone();
  }

  /** The float32 columns {@code x0}, {@code x1}, ... of group {@code x} as a row-major matrix. */
  public float[] matrix(String group) {
    int width = width(group);
    float[] matrix = new float[rows * width];
    for (int j = 0; j < width; j++) {
      float[] column = floats(group + j);
      for (int i = 0; i < rows; i++) {
        matrix[i * width + j] = column[i];
      }
    }
    return matrix;
  }

  /** The float64 columns {@code x0}, {@code x1}, ... of group {@code x} as a row-major matrix. */
  public double[] doubleMatrix(String group) {
    int width = width(group);
    double[] matrix = new double[rows * width];
    for (int j = 0; j < width; j++) {
      double[] column = doubles(group + j);
      for (int i = 0; i < rows; i++) {
        matrix[i * width + j] = column[i];
      }
    }
    return matrix;
  }

  /** The row whose {@code column} holds {@code text}; it must be one row exactly. */
  public int row(String column, String text) {
    String[] texts = column(column);
    int found = -1;
    for (int i = 0; i < rows; i++) {
      if (texts[i].equals(text)) {
        if (found >= 0) {
          throw new IllegalArgumentException(name + ": " + column + " has " + text + " twice");
        }
        found = i;
      }
    }
    if (found < 0) {
      throw new IllegalArgumentException(name + ": " + column + " has no " + text);
    }
    return found;
  }

  private String[] column(String column) {
    String[] texts = columns.get(column);
    if (texts == null) {
      Set<String> known = columns.keySet();
      throw new IllegalArgumentException(name + ": no column " + column + "; it has " + known);
    }
    return texts;
  }

  private <T> T number(String column, int row, String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(at(column, row, text) + " is not such a number", e);
    }
  }

  private void requireFinite(boolean finite, String column, int row, String text) {
    if (!finite) {
      throw new IllegalArgumentException(at(column, row, text) + " is not finite");
    }
  }

  private String at(String column, int row, String text) {
    return name + ":" + (row + 2) + ": " + column + " '" + text + "'";
  }
}
