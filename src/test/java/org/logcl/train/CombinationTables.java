package org.logcl.train;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.logcl.model.Head;
import org.logcl.train.Combination.Regularizer;
import org.logcl.train.Combination.Solver;
import org.logcl.train.Combination.Targets;
import org.logcl.train.Combination.Task;
import org.logcl.train.Combination.Way;
import org.logcl.train.Combination.Weights;

/** What goes with what, as two tables in Markdown, made from the combinations that train. */
final class CombinationTables {
  private final Set<Task> tasks;
  private final Set<Way> ways;

  /**
   * Fails where two tables cannot say it: they can where each task trains in every way or in none
   * that trains for any task, and label smoothing is no matter.
   *
   * @param trained the combinations that train
   */
  CombinationTables(Set<Combination> trained) {
    tasks = trained.stream().map(Combination::task).collect(toSet());
    ways = trained.stream().map(Combination::way).collect(toSet());
    for (Task task : tasks) {
      for (Way way : ways) {
        Combination one = new Combination(task, way);
        assertEquals(
            true,
            trained.contains(one),
            () -> one + " does not train, though its task does, and its way: one table for both");
      }
      Task other = new Task(task.head(), task.targets(), !task.isSmoothed(), task.weights());
      assertEquals(
          true,
          tasks.contains(other),
          () -> other + " does not train: a column for label smoothing");
    }
  }

  /** The tables, a line each row, with a line end. */
  String markdown() {
    StringJoiner lines = new StringJoiner("\n", "", "\n");
    lines.add(row("targets", Stream.of(Head.values()).map(head -> "`" + head.label() + "`")));
    lines.add(rule(Head.values().length));
    for (Targets targets : Targets.values()) {
      lines.add(row(targets.words, Stream.of(Head.values()).map(head -> cell(head, targets))));
    }
    lines.add("");
    Regularizer[] penalties = Regularizer.values();
    lines.add(row("optimizer", Stream.of(penalties).map(penalty -> penalty.words)));
    lines.add(rule(penalties.length));
    for (Solver solver : Solver.values()) {
      lines.add(
          row(
              solver.words,
              Stream.of(penalties)
                  .map(penalty -> ways.contains(new Way(solver, penalty)) ? "yes" : "no")));
    }
    return lines.toString();
  }

  private String cell(Head head, Targets targets) {
    Set<Weights> lacking = EnumSet.allOf(Weights.class);
    lacking.removeIf(weights -> tasks.contains(new Task(head, targets, false, weights)));
    if (lacking.size() == Weights.values().length) {
      return "no";
    }
    return lacking.isEmpty()
        ? "yes"
        : "yes, but no " + lacking.stream().map(weights -> weights.words).collect(joining(" or "));
  }

  private static String row(String first, Stream<String> cells) {
    List<String> all = new ArrayList<>(List.of(first));
    cells.forEach(all::add);
    return "| " + String.join(" | ", all) + " |";
  }

  private static String rule(int cells) {
    String[] dashes = new String[cells];
    Arrays.fill(dashes, "---");
    return row("---", Stream.of(dashes));
  }
}
