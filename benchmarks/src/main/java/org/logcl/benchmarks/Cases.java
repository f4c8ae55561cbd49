package org.logcl.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.logcl.kernel.Limit;
import org.logcl.kernel.TwinBackend;

/** All cases, in the order of the table. */
final class Cases {
  private static final String CUDA = ".*CUDA.*";

  private Cases() {}

  static List<Case> all() {
    List<Case> all = new ArrayList<>(passesAndLoops());
    all.addAll(OptimumCases.all());
    return all;
  }

  private static List<Case> passesAndLoops() {
    return List.of(
        sigmoid(400_000, 512, 0.75, 0.90, List.of(Goal.of("PyTorch.*", 1.7, 2.2))),
        sigmoid(100_000, 2_000, 0.75, 0.90, List.of()),
        sigmoid(5_000_000, 28, 0.60, 0.80, List.of()),
        softmax(1_000, Goal.of("fma peak", 0.70, 0.88), Goal.of("PyTorch.*", 1.2, 1.6)),
        softmax(10, Goal.of("fma peak", 0.40, 0.60), Goal.of("PyTorch.*", 1.5, 3)),
        article(),
        epoch("digits", "mini-batch epoch, the digits' shape", 1_797, 64, 64),
        epoch("epoch784", "mini-batch epoch", 60_000, 784, 128),
        reference(),
        new Case(
            "start",
            "second start of ./logcl train, whole process",
            false,
            false,
            List.of(Goal.ofSeconds(1.0, 0.6)),
            List.of(),
            Starts::open));
  }

  private static Case sigmoid(int rows, int features, double must, double goal, List<Goal> peers) {
    List<Goal> goals = new ArrayList<>(peers);
    goals.add(Goal.of("stream read", must, goal));
    return new Case(
        "sigmoid" + features,
        "sigmoid pass: loss and gradient",
        false,
        false,
        goals,
        List.of(Goal.of("stream read", 0.85, 0.85), Goal.of(CUDA, 2, 2)),
        machine -> {
          Problem problem = Problem.generated(machine.rows(rows), features, 1);
          return pass(machine, problem, Limit.READ, 4.0 * problem.rows() * features);
        });
  }

  private static Case softmax(int classes, Goal... goals) {
    return new Case(
        "softmax" + classes,
        "softmax pass: loss and gradient",
        true,
        false,
        List.of(goals),
        classes < 1000 ? List.of() : List.of(Goal.of("fma peak", 0.65, 0.65), Goal.of(CUDA, 1, 1)),
        machine -> {
          Problem problem = Problem.generated(machine.rows(16_384), 512, classes);
          return pass(machine, problem, Limit.FMA, 4.0 * problem.rows() * 512 * classes);
        });
  }

  private static Field pass(Machine machine, Problem problem, Limit limit, double work) {
    return new Field(problem.toString())
        .add(() -> new LogclPass("LogCL", machine.backend(), problem))
        .add(() -> new LimitShare(machine.limits(), limit, work))
        .add(() -> new TorchPass(problem))
        .add(() -> Peers.torch(machine, "cpu", problem, null))
        .add(() -> Peers.torch(machine, "cuda", problem, null))
        .add(() -> Peers.sklearnPass(machine, problem));
  }

  private static Case article() {
    Descent descent = new Descent(10, 32, 0.1f, true);
    return new Case(
        "article",
        "the article's loop: 10 epochs of batches of 32, whole call",
        false,
        false,
        List.of(
            Goal.of("PyTorch.*autograd.*", 200, 500),
            Goal.of("Tribuo", 10, 20),
            Goal.of("plain Java", 1, 2)),
        List.of(Goal.of(CUDA, 50, 50)),
        machine ->
            training(machine, Problem.generated(1_000, 10, 1), descent, true)
                .add(
                    () ->
                        Peers.sklearnTraining(machine, Problem.generated(1_000, 10, 1), descent)));
  }

  private static Case epoch(String stem, String name, int rows, int features, int batch) {
    // Three epochs a turn, each timed: what a call to train does around them is left out.
    Descent descent = new Descent(3, batch, 0.01f, false);
    return new Case(
        stem,
        name + ", batches of " + batch,
        false,
        false,
        List.of(Goal.of("PyTorch.*autograd.*", 3, 10)),
        List.of(),
        machine ->
            training(
                machine,
                Problem.generated(machine.rows(rows), features, 10),
                descent,
                rows * features < 1_000_000));
  }

  private static Field training(
      Machine machine, Problem problem, Descent descent, boolean smallEnough) {
    Field field =
        new Field(problem.toString())
            .add(() -> new LogclTraining("LogCL", machine.device(), problem, descent))
            .add(() -> new TorchTraining(problem, descent, false))
            .add(() -> new TorchTraining(problem, descent, true))
            .add(() -> Peers.torch(machine, "cpu", problem, descent))
            .add(() -> Peers.torch(machine, "cuda", problem, descent));
    if (!smallEnough) {
      return field.note("Tribuo, Smile: their rows would take gigabytes");
    }
    field
        .add(() -> new TribuoTraining(problem, descent))
        .add(() -> new SmileTraining(problem, descent));
    return problem.isSigmoid() ? field.add(() -> new PlainJava(problem, descent)) : field;
  }

  private static Case reference() {
    Function<Machine, Field> opener =
        machine -> {
          Problem problem = Problem.generated(machine.rows(100_000), 512, 1);
          Field field =
              new Field(problem.toString())
                  .add(() -> new LogclPass("reference", new TwinBackend(), problem));
          return machine.isReference()
              ? field.note("there is no OpenCL device to hold the reference against")
              : field.add(() -> new LogclPass("LogCL on OpenCL", machine.backend(), problem));
        };
    return new Case(
        "reference",
        "sigmoid pass on the reference device",
        false,
        false,
        List.of(Goal.of("LogCL on OpenCL", 0.4, 0.8)),
        List.of(),
        opener);
  }

  /** Where the table's own files go. */
  static Path target(Machine machine) {
    return machine.root().resolve("benchmarks/target");
  }
}
