package org.logcl.data;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.logcl.error.InputException;

/**
 * The class labels of a data set or model, each at its index 0 .. count - 1. With two classes the
 * second is the positive one. Immutable.
 */
public final class Labels {
  /** Longer digit strings are identifiers, not numbers; also bounds the work of parsing them. */
  private static final int LONGEST_NUMBER = 100;

  private final List<String> names;
  private final Map<String, Integer> indices;

  private Labels(List<String> names) {
    this.names = names;
    this.indices = new HashMap<>(names.size() * 2);
    for (int i = 0; i < names.size(); i++) {
      indices.put(names.get(i), i);
    }
  }

  /**
   * The distinct labels in order: by value if all are decimal numbers of at most 100 characters
   * ("9" before "10"; equal values such as "1" and "1.0" by code point), else by Unicode code
   * point.
   *
   * @throws InputException if there is none, or one is not valid Unicode
   */
  public static Labels of(Collection<String> labels) {
    if (labels.isEmpty()) {
      throw new InputException("no labels: at least one is needed");
    }
    List<String> distinct = List.copyOf(new LinkedHashSet<>(labels));
    distinct.forEach(label -> Names.requireUnicode("label", label));
    Map<String, BigDecimal> values = numbers(distinct);
    Comparator<String> order = Labels::compareCodePoints;
    if (values.size() == distinct.size()) {
      order = Comparator.<String, BigDecimal>comparing(values::get).thenComparing(order);
    }
    return new Labels(distinct.stream().sorted(order).collect(Collectors.toUnmodifiableList()));
  }

  /**
   * Labels in the given order, as a model stores them.
   *
   * @throws InputException if there is none, one occurs twice, or one is not valid Unicode
   */
  public static Labels ofOrdered(List<String> labels) {
    if (labels.isEmpty()) {
      throw new InputException("no labels: at least one is needed");
    }
    return new Labels(Names.requireDistinct("label", labels));
  }

  /** The number of labels, at least 1. */
  public int count() {
    return names.size();
  }

  /** The label at an index from 0 to {@code count() - 1}. */
  public String name(int index) {
    return names.get(index);
  }

  /** The index of a label, -1 if there is no such label. */
  public int indexOf(String label) {
    return indices.getOrDefault(label, -1);
  }

  /** All labels in order; immutable. */
  public List<String> names() {
    return names;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Labels that && names.equals(that.names);
  }

  @Override
  public int hashCode() {
    return names.hashCode();
  }

  @Override
  public String toString() {
    return names.toString();
  }

  /** The values of those labels that are numbers. */
  private static Map<String, BigDecimal> numbers(List<String> labels) {
    Map<String, BigDecimal> values = new HashMap<>(labels.size() * 2);
    for (String label : labels) {
      if (label.length() > LONGEST_NUMBER || !Decimals.isDecimal(label)) {
        break;
      }
      try {
        values.put(label, new BigDecimal(label));
      } catch (NumberFormatException e) {
        break; // an exponent beyond 32 bits
      }
    }
    return values;
  }

  /**
   * Order by code point. {@link String#compareTo} orders by UTF-16 unit, which puts U+1F600 (as
   * D83D DE00) before U+FF01; UTF-8 bytes, other languages and sort(1) in the C locale do not.
   */
  static int compareCodePoints(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // The first unit that differs decides: surrogates stand for code points above all others.
        boolean xHigh = Character.isSurrogate(x);
        boolean yHigh = Character.isSurrogate(y);
        return xHigh == yHigh ? Character.compare(x, y) : Boolean.compare(xHigh, yHigh);
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
