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
    boolean cuda = on.equals("cuda");
    String needed = "import torch; " + (cuda ? "assert torch.cuda.is_available()" : "");
    String python = machine.python().with(needed, "PyTorch in Python" + (cuda ? " with CUDA" : ""));
    return new PythonPeer(
        machine.root(), command(python, machine, "torch_peer.py", "on=" + on, descent), problem);
  }

  /** scikit-learn's loss and gradient, as its solvers call it. */
  static Contestant sklearnPass(Machine machine, Problem problem) {
    return sklearn(machine, problem, null);
  }

  /** scikit-learn's SGD, which takes a step for each row. */
  static Contestant sklearnTraining(Machine machine, Problem problem, Descent descent) {
    return sklearn(machine, problem, descent);
  }

  private static Contestant sklearn(Machine machine, Problem problem, Descent descent) {
    String python = machine.python().with("import sklearn", SKLEARN);
    return new PythonPeer(
        machine.root(), command(python, machine, "sklearn_peer.py", "on=cpu", descent), problem);
  }

  private static List<String> command(
      String python, Machine machine, String script, String on, Descent descent) {
    List<String> command = new ArrayList<>(List.of(python, machine.python().script(script), on));
    if (descent != null) {
      command.add("epochs=" + descent.epochs());
      command.add("batch=" + descent.batch());
      command.add(String.format(Locale.ROOT, "rate=%s", descent.rate()));
      command.add("counted=" + descent.counted(1));
    }
    return command;
  }
}
