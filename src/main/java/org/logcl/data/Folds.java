package org.logcl.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.logcl.error.InputException;
import org.logcl.error.Quote;

/**
 * Rows divided into k folds, each class in about the same proportion in all of them. A function of
 * the targets, k and the seed alone: it never changes with machine, JDK or version.
 *
 * <p>The rows of each class, in the order of their {@link Split} hashes, are dealt to the folds in
 * turn, one class after the other: folds differ by at most one row, and by at most one of each
 * class. A class with a single row is in no fold, as {@link Split} never holds it out: so the
 * training rows of every fold have all classes.
 */
public final class Folds {
  private static final int NO_FOLD = -1;

  private final int count;
  private final int[] foldOfRow;
  private final List<String> notes;

  private Folds(int count, int[] foldOfRow, List<String> notes) {
    this.count = count;
    this.foldOfRow = foldOfRow;
    this.notes = notes;
  }

  /**
   * Deals the rows to {@code count} folds.
   *
   * @param data rows with targets; labels that go together are no classes, and all rows alike then
   * @param count k, from 2 to the number of rows of classes with two rows or more
   * @param seed any number
   * @throws InputException if there are too few rows for so many folds
   */
  public static Folds stratified(Dataset data, int count, long seed) {
    requireCount(count);
    boolean alike = data.targetKind() == TargetKind.LABELS;
    int[] targets = alike ? new int[data.rows()] : data.targets();
    List<List<Integer>> byClass = new ArrayList<>();
    for (int c = 0; c < (alike ? 1 : data.labels().count()); ++c) {
      byClass.add(new ArrayList<>());
    }
    for (int row = 0; row < targets.length; ++row) {
      byClass.get(targets[row]).add(row);
    }
    int[] foldOfRow = new int[targets.length];
    int dealt = 0;
    for (List<Integer> rows : byClass) {
      // Distinct for a seed; signed, as Split compares them.
      rows.sort(Comparator.comparingLong(row -> Split.hash(seed, row)));
      for (int row : rows) {
        foldOfRow[row] = rows.size() == 1 ? NO_FOLD : dealt++ % count;
      }
    }
    if (dealt < count) {
      throw new InputException(
          String.format(
              "%d folds need as many rows of classes that have two rows or more; there are %d. Take fewer folds, or give"
                  + " more rows.",
              count, dealt));
    }
    return new Folds(count, foldOfRow, alike ? List.of() : notes(data.labels(), byClass, count));
  }

  /**
   * Checks a number of folds by itself, before there are data.
   *
   * @throws InputException if it is under 2
   */
  public static void requireCount(int count) {
    if (count < 2) {
      throw new InputException(
          "The number of folds is " + count + "; it must be 2 or more, such as 5.");
    }
  }

  /** The number of folds. */
  public int count() {
    return count;
  }

  /** Indices of the rows outside a fold, ascending. */
  public int[] training(int fold) {
    return IntStream.range(0, foldOfRow.length).filter(row -> foldOfRow[row] != fold).toArray();
  }

  /** Indices of the rows of a fold, ascending; at least one. */
  public int[] heldOut(int fold) {
    return IntStream.range(0, foldOfRow.length).filter(row -> foldOfRow[row] == fold).toArray();
  }

  /** The fold of each row from 0, -1 for a row that is in none; a copy. */
  public int[] foldOfRow() {
    return foldOfRow.clone();
  }

  /** What the user should know of small classes. */
  public List<String> notes() {
    return notes;
  }

  private static List<String> notes(Labels labels, List<List<Integer>> byClass, int count) {
    List<String> single = new ArrayList<>();
    List<String> few = new ArrayList<>();
    for (int c = 0; c < byClass.size(); ++c) {
      int rows = byClass.get(c).size();
      if (rows == 1) {
        single.add(labels.name(c));
      } else if (rows > 1 && rows < count) {
        few.add(labels.name(c));
      }
    }
    List<String> notes = new ArrayList<>();
    if (!single.isEmpty()) {
      notes.add("classes with a single row, which is never held out: " + Quote.of(single));
    }
    if (!few.isEmpty()) {
      notes.add(
          String.format(
              "classes with fewer rows than the %d folds, so that some folds hold out none of them: %s",
              count, Quote.of(few)));
    }
    return List.copyOf(notes);
  }
}
