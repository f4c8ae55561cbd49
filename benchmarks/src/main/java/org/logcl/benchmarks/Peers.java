package org.logcl.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Peers in Python, where this machine has them. */
final class Peers {
  private static final String SKLEARN = "scikit-learn";

  private Peers() {}

  /**
   * PyTorch in Python.
   *
   * @param on {@code cpu} or {@code cuda}
   * @param descent a training, or null for loss and gradient at the given parameters
   */
  static Contestant torch(Machine machine, String on, Problem problem, Descent descent) {
    return torch(machine, on, problem, arguments(descent));
  }

  /** PyTorch in Python, its L-BFGS until it is near the optimum. */
  static Contestant torchOptimum(Machine machine, String on, Optimum optimum) {
    return torch(machine, on, optimum.problem(), arguments(optimum));
  }

  private static Contestant torch(
      Machine machine, String on, Problem problem, List<String> arguments) {
    boolean cuda = on.equals("cuda");
    String needed = "import torch; " + (cuda ? "assert torch.cuda.is_available()" : "");
    String python = machine.python().with(needed, "PyTorch in Python" + (cuda ? " with CUDA" : ""));
    return new PythonPeer(
        machine.root(), command(python, machine, "torch_peer.py", "on=" + on, arguments), problem);
  }

  /** scikit-learn's loss and gradient, as its solvers call it. */
  static Contestant sklearnPass(Machine machine, Problem problem) {
    return sklearn(machine, problem, List.of());
  }

  /** scikit-learn's SGD, which takes a step for each row. */
  static Contestant sklearnTraining(Machine machine, Problem problem, Descent descent) {
    return sklearn(machine, problem, arguments(descent));
  }

  /** scikit-learn's LogisticRegression until it is near the optimum, by its fastest solver. */
  static Contestant sklearnOptimum(Machine machine, Optimum optimum) {
    return sklearn(machine, optimum.problem(), arguments(optimum));
  }

  private static Contestant sklearn(Machine machine, Problem problem, List<String> arguments) {
    String python = machine.python().with("import sklearn", SKLEARN);
    return new PythonPeer(
        machine.root(), command(python, machine, "sklearn_peer.py", "on=cpu", arguments), problem);
  }

  private static List<String> command(
      String python, Machine machine, String script, String on, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(python, machine.python().script(script), on));
    command.addAll(arguments);
    return command;
  }

  private static List<String> arguments(Descent descent) {
    return descent == null
        ? List.of()
        : List.of(
            "epochs=" + descent.epochs(),
            "batch=" + descent.batch(),
            String.format(Locale.ROOT, "rate=%s", descent.rate()),
            "counted=" + descent.counted(1));
  }

  private static List<String> arguments(Optimum optimum) {
    return List.of("optimum=" + optimum.value(), "tolerance=" + Optimum.TOLERANCE);
  }
}
