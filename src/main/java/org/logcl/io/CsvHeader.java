package org.logcl.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.logcl.data.Decimals;
import org.logcl.error.InputException;
import org.logcl.error.Quote;

/** The names in the first line of a CSV file, and what is found by them. Positions are from 0. */
final class CsvHeader {
  private final Path file;
  private final char separator;
  private final List<String> names;
  // The first position of each name.
  private final Map<String, Integer> positions = new HashMap<>();
  private final Map<String, Integer> repeated = new HashMap<>();

  /**
   * Names without blanks around them.
   *
   * @throws InputException if the line looks like data
   */
  CsvHeader(Path file, char separator, List<String> cells) {
    this.file = file;
    this.separator = separator;
    this.names = cells.stream().map(String::strip).toList();
    for (int i = 0; i < names.size(); i++) {
      if (positions.putIfAbsent(names.get(i), i) != null) {
        repeated.putIfAbsent(names.get(i), i);
      }
    }
    boolean numbers = names.stream().allMatch(Decimals::isDecimal);
    // All integers may be a header: data frames number unnamed columns.
    if (numbers && !names.stream().allMatch(CsvHeader::isDigits)) {
      throw error(
          "the first line, "
              + Quote.of(names)
              + ", looks like data; put a line with the columns'"
              + " names above it");
    }
  }

  int size() {
    return names.size();
  }

  String name(int column) {
    return names.get(column);
  }

  /**
   * The position of a column, given by name or by position from 1; a name wins.
   *
   * @param kind what the column is for, for messages: "target"
   */
  int column(String kind, String wanted) {
    Integer byName = positions.get(wanted.strip());
    if (byName != null) {
      requireUnique(wanted.strip());
      return byName;
    }
    if (isDigits(wanted)) {
      // Nine digits fit an int; what is longer is no position.
      int position = wanted.length() > 9 ? 0 : Integer.parseInt(wanted);
      if (position >= 1 && position <= names.size()) {
        return position - 1;
      }
      throw error(
          "there is no "
              + kind
              + " column "
              + wanted
              + ": no column has that name, and positions go from"
              + " 1 to "
              + names.size());
    }
    throw error(
        "there is no "
            + kind
            + " column "
            + Quote.of(wanted)
            + "; the columns are "
            + Quote.of(names)
            + separatorHint());
  }

  /**
   * The positions of one column or several, given by their names or positions and separated by
   * commas as in a line of CSV. A column that has the whole as its name wins.
   */
  int[] columns(String kind, String wanted) {
    if (wanted.indexOf(',') < 0 || positions.containsKey(wanted.strip())) {
      return new int[] {column(kind, wanted)};
    }
    int[] found = CsvRecords.fields(wanted).stream().mapToInt(name -> column(kind, name)).toArray();
    for (int i = 0; i < found.length; i++) {
      for (int j = 0; j < i; j++) {
        if (found[i] == found[j]) {
          throw error(
              "the " + kind + " column " + Quote.of(names.get(found[i])) + " is given twice");
        }
      }
    }
    return found;
  }

  /** All columns but the targets and the weights (-1 without), as features to train on. */
  int[] featuresBeside(int[] targets, int weights) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).isEmpty()) {
        throw error(
            "column "
                + (i + 1)
                + " has no name; name it, or remove it if it only numbers the rows");
      }
      requireUnique(names.get(i));
    }
    int[] features =
        IntStream.range(0, names.size())
            .filter(i -> i != weights && IntStream.of(targets).noneMatch(target -> target == i))
            .toArray();
    if (features.length == 0) {
      throw error(
          "there is no column beside the target "
              + Quote.of(IntStream.of(targets).mapToObj(names::get).toList())
              + (weights < 0 ? "" : " and the weights " + Quote.of(names.get(weights)))
              + separatorHint());
    }
    return features;
  }

  /** The positions of a model's features, whatever their order and whatever else there is. */
  int[] features(List<String> wanted) {
    List<String> missing = new ArrayList<>();
    int[] found = new int[wanted.size()];
    for (int i = 0; i < found.length; i++) {
      Integer position = positions.get(wanted.get(i));
      if (position == null) {
        missing.add(wanted.get(i));
      } else {
        requireUnique(wanted.get(i));
        found[i] = position;
      }
    }
    if (!missing.isEmpty()) {
      throw error(
          (missing.size() == 1
                  ? "a column is missing: "
                  : missing.size() + " columns are missing: ")
              + Quote.of(missing)
              + "; the columns are "
              + Quote.of(names)
              + separatorHint());
    }
    return found;
  }

  private void requireUnique(String name) {
    Integer second = repeated.get(name);
    if (second != null) {
      throw error(
          "columns "
              + (positions.get(name) + 1)
              + " and "
              + (second + 1)
              + " are both named "
              + Quote.of(name)
              + "; rename or remove one");
    }
  }

  private String separatorHint() {
    for (char other : new char[] {',', ';', '\t', '|'}) {
      if (names.size() == 1 && other != separator && names.get(0).indexOf(other) >= 0) {
        return "; the separator seems to be " + Quote.of(String.valueOf(other));
      }
    }
    return "";
  }

  private InputException error(String message) {
    return new InputException(file + ", line 1: " + message);
  }

  private static boolean isDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
