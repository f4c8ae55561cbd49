package org.logcl.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs the cases and prints one table. JMH cannot do this: it runs a benchmark to its end before
 * the next begins, and on a shared machine the two would not be comparable.
 */
public final class Table {
  private final Settings settings;
  private final Machine machine;
  private final List<Row> rows = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();

  private Table(Settings settings, Machine machine) {
    this.settings = settings;
    this.machine = machine;
  }

  /** See {@code benchmarks/run -h}. */
  public static void main(String[] arguments) throws IOException {
    Settings settings;
    List<Case> wanted;
    try {
      settings = Settings.of(arguments);
      wanted = Cases.all().stream().filter(settings::wants).toList();
      if (wanted.isEmpty()) {
        throw new IllegalArgumentException(
            "No case has '"
                + settings.only()
                + "' in its name; there are "
                + Cases.all().stream().map(Case::stem).toList()
                + ".");
      }
    } catch (IllegalArgumentException e) {
      System.err.println("benchmarks/run: " + e.getMessage());
      System.exit(2);
      return;
    }
    Path root = Path.of(System.getProperty("logcl.root", ".")).toAbsolutePath().normalize();
    try (Machine machine = new Machine(settings, root)) {
      new Table(settings, machine).run(wanted);
    }
    // PyTorch's threads and a peer's process must not hold the table back.
    System.exit(0);
  }

  private void run(List<Case> wanted) throws IOException {
    System.err.println("device: " + machine.device().reason());
    for (Case one : wanted) {
      long start = System.nanoTime();
      run(one);
      System.err.printf(
          Locale.ROOT, "%s: %.0f s%n", one.stem(), (System.nanoTime() - start) * 1e-9);
    }
    boolean smoke = settings.extent() == Settings.Extent.SMOKE;
    Report report = new Report(facts(), rows, List.copyOf(notes), smoke);
    System.out.println(Lines.text(report.lines()));
    notes.forEach(note -> System.out.println("skipped: " + note));
    report.facts().forEach((key, value) -> System.out.println(key + ": " + value));
    if (settings.out().isPresent()) {
      report.write(settings.out().get());
    }
  }

  private void run(Case one) {
    try (Field field = one.opener().apply(machine)) {
      field.keep(settings.against());
      boolean smoke = settings.extent() == Settings.Extent.SMOKE;
      if (!smoke) {
        field.all().forEach(Contestant::chooseBest);
      }
      field.verify();
      notes.addAll(field.notes());
      System.err.println(one.stem() + ": " + field.all().stream().map(Contestant::name).toList());
      double[][] seconds = settings.extent().rounds(one).run(field.all());
      List<Goal> goals = machine.isGpu() ? one.gpuGoals() : one.goals();
      Optional<Goal> own = goals.stream().filter(Goal::isForSeconds).findFirst();
      if (own.isPresent() || field.all().size() == 1) {
        rows.add(Row.alone(one, field.size(), seconds[0], own));
      }
      for (int i = 1; i < seconds.length; ++i) {
        Contestant opponent = field.all().get(i);
        Optional<Goal> goal =
            goals.stream().filter(some -> some.isAgainst(opponent.name())).findFirst();
        rows.add(Row.against(one, field.size(), seconds[0], opponent, seconds[i], goal));
      }
    } catch (MissingPeerException e) {
      notes.add(e.getMessage()); // the case's data are not here
    }
    System.gc(); // hundreds of megabytes of rows
  }

  private Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("date", LocalDate.now(ZoneOffset.UTC).toString());
    facts.put("commit", System.getProperty("logcl.commit", "unknown"));
    facts.put("device", machine.backend().device());
    facts.put("driver", machine.backend().driver());
    facts.put("processor", Processor.name());
    facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put(
        "JDK", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    facts.put("PyTorch by DJL", Torch.version());
    facts.put(
        "extent",
        settings.extent().name().toLowerCase(Locale.ROOT) + ": " + settings.extent().describe());
    return facts;
  }
}
