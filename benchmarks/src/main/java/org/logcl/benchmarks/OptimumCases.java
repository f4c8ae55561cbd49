package org.logcl.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.logcl.Device;

/**
 * Seconds to the optimum: a whole training, from zeros until the objective is within 1e-6 of its
 * least value.
 */
final class OptimumCases {
  private static final int FEW = 10;
  // So many are brought to a device in no time, or in little of the whole.
  private static final int FEW_VALUES = 1 << 25;

  private OptimumCases() {}

  static List<Case> all() {
    return List.of(
        of("256", false, drawn(200_000, 256, 1), Goal.of("PyTorch.*", 1, 2)),
        of("100", true, drawn(20_000, 512, 100), Goal.of("PyTorch.*", 1, 2)),
        of("digits", false, some(RealRows::digits), Goal.of("PyTorch.*", 1, 3)),
        of("cancer", false, some(RealRows::breastCancer)),
        of("a9a", false, some(root -> RealRows.a9a())));
  }

  private static Function<Machine, Problem> drawn(int rows, int features, int logits) {
    return machine -> {
      int taken = machine.rows(rows);
      // Where it is only seen whether all goes well, ten classes are enough.
      return Problem.drawn(taken, features, taken < rows ? Math.min(logits, FEW) : logits);
    };
  }

  private static Function<Machine, Problem> some(Function<Path, Problem> reader) {
    return machine -> {
      Problem all = reader.apply(machine.root());
      return all.first(machine.rows(all.rows()));
    };
  }

  private static Case of(
      String stem, boolean takesSeconds, Function<Machine, Problem> maker, Goal... goals) {
    List<Goal> all = new ArrayList<>(List.of(goals));
    all.add(Goal.of(".*", 1, 1));
    return new Case(
        "optimum-" + stem,
        "training to within 1e-6 of the optimum",
        false,
        takesSeconds,
        all,
        List.of(Goal.of(".*", 1, 1)),
        machine -> field(machine, maker.apply(machine)));
  }

  private static Field field(Machine machine, Problem problem) {
    Optimum optimum = Optimum.of(machine.device(), problem);
    Device device = machine.device();
    Field field = new Field(problem.toString()).add(() -> logcl(device, optimum, true));
    if (problem.x().length > FEW_VALUES) {
      field.add(() -> logcl(device, optimum, false));
    }
    return field
        .add(() -> near(new TorchLbfgs(optimum), optimum))
        .add(() -> near(Peers.torchOptimum(machine, "cpu", optimum), optimum))
        .add(() -> near(Peers.torchOptimum(machine, "cuda", optimum), optimum))
        .add(() -> near(Peers.sklearnOptimum(machine, optimum), optimum))
        .add(() -> near(new SmileOptimum(optimum), optimum))
        .note("LIBLINEAR, to the optimum: it penalises the intercept, which is another objective");
  }

  private static Contestant logcl(Device device, Optimum optimum, boolean keep) {
    return new NearOptimum(new OptimumTraining(device, optimum, keep), optimum, false);
  }

  private static Contestant near(Contestant peer, Optimum optimum) {
    return new NearOptimum(peer, optimum, true);
  }
}
