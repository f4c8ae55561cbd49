package org.logcl.train;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.logcl.data.Dataset;
import org.logcl.model.Head;
import org.logcl.numerics.SplitMix;
import org.logcl.solve.Stopping;
import org.logcl.testing.SoftTables;
import org.logcl.testing.Tables;

/** A task, and a way to train for it, whether they have a meaning or not. */
record Combination(Task task, Way way) {
  static final double L2 = 0.01;
  private static final double L1 = 0.005;
  private static final double BOUND = 0.1;
  private static final double FREE = Double.POSITIVE_INFINITY;
  private static final double SMOOTHING = 0.1;
  private static final int ROWS = 60;
  private static final int FEATURES = 4;
  private static final Stopping SOON = new Stopping(1e-6, 1e-9, 3, Double.POSITIVE_INFINITY);

  /** What is learned from. */
  record Task(Head head, Targets targets, boolean isSmoothed, Weights weights) {
    /** Generated rows: two classes for the sigmoid head, else three, or as many labels. */
    Dataset rows() {
      int classes = head == Head.SIGMOID ? 2 : 3;
      Dataset hard = Tables.make(ROWS, FEATURES, classes, 1);
      Dataset rows =
          switch (targets) {
            case INDICES -> hard;
            case ONE_HOT -> SoftTables.oneHot(hard);
            case SOFT -> SoftTables.soft(hard, 2);
            case LABELS -> SoftTables.labels(ROWS, FEATURES, classes, 3);
          };
      return weights == Weights.ROWS ? rows.withWeights(rowWeights()) : rows;
    }

    LossSettings loss() {
      return new LossSettings(classWeights(), isSmoothed ? SMOOTHING : 0);
    }

    private ClassWeights classWeights() {
      return switch (weights) {
        case NONE, ROWS -> ClassWeights.none();
        case CLASSES -> ClassWeights.of(Map.of("0", 0.5, "1", 3.0));
        case BALANCED -> ClassWeights.balanced();
      };
    }

    private static float[] rowWeights() {
      SplitMix random = new SplitMix(4);
      float[] weights = new float[ROWS];
      for (int i = 0; i < ROWS; ++i) {
        weights[i] = i % 10 == 9 ? 0 : 0.25f + random.nextFloat();
      }
      return weights;
    }
  }

  /** How it is learned. */
  record Way(Solver solver, Regularizer penalty) {}

  enum Targets {
    INDICES("class indices"),
    ONE_HOT("one-hot"),
    SOFT("soft"),
    LABELS("labels that go together");

    final String words;

    Targets(String words) {
      this.words = words;
    }
  }

  enum Weights {
    NONE("none"),
    ROWS("row weights"),
    CLASSES("class weights"),
    BALANCED("balanced classes");

    final String words;

    Weights(String words) {
      this.words = words;
    }
  }

  enum Regularizer {
    NONE("no penalty", 0, 0, FREE),
    L2("L2", 0, Combination.L2, FREE),
    L1("L1", Combination.L1, 0, FREE),
    ELASTIC_NET("elastic net", Combination.L1, Combination.L2, FREE),
    BOUNDS("bounds", 0, 0, BOUND),
    BOUNDS_AND_ELASTIC_NET("bounds, elastic net", Combination.L1, Combination.L2, BOUND);

    final String words;
    final double l1;
    final double l2;
    // No weight is larger.
    final double bound;

    Regularizer(String words, double l1, double l2, double bound) {
      this.words = words;
      this.l1 = l1;
      this.l2 = l2;
      this.bound = bound;
    }

    private Penalty penalty() {
      return new Penalty(l1, l2, Intercept.FREE, Bounds.of(-bound, bound));
    }
  }

  enum Solver {
    SGD("`sgd`", Optimizer.SGD),
    NESTEROV("`sgd`, Nesterov", Optimizer.SGD),
    ADAM("`adam`", Optimizer.ADAM),
    ADAMW("`adamw`", Optimizer.ADAMW),
    ADAGRAD("`adagrad`", Optimizer.ADAGRAD),
    LBFGS("`lbfgs`", Optimizer.LBFGS),
    OWLQN("`owlqn`", Optimizer.OWLQN),
    NEWTON("`newton`", Optimizer.NEWTON);

    final String words;
    final Optimizer optimizer;

    Solver(String words, Optimizer optimizer) {
      this.words = words;
      this.optimizer = optimizer;
    }
  }

  /** Why a combination has no meaning, and a piece of the message that names the way out. */
  enum Refusal {
    ONE_CLASS_FOR_LABELS("Use the softmax head, or give a column for each label"),
    LABELS_FOR_ONE_CLASS("Use the multilabel head"),
    L1_WITHOUT_ORTHANTS("take owlqn, or an L1 penalty of 0"),
    BOUNDS_WITHOUT_BOX("take owlqn, or leave the bounds out");

    final String wayOut;

    Refusal(String wayOut) {
      this.wayOut = wayOut;
    }
  }

  /** The rule: why this has no meaning. None where it has one. */
  Set<Refusal> refusals() {
    Set<Refusal> reasons = EnumSet.noneOf(Refusal.class);
    boolean labels = task.targets == Targets.LABELS;
    if (task.head == Head.MULTILABEL && !labels) {
      reasons.add(Refusal.ONE_CLASS_FOR_LABELS);
    }
    if (task.head != Head.MULTILABEL && labels) {
      reasons.add(Refusal.LABELS_FOR_ONE_CLASS);
    }
    if (way.penalty.l1 > 0 && way.solver != Solver.OWLQN) {
      reasons.add(Refusal.L1_WITHOUT_ORTHANTS);
    }
    if (way.penalty.bound < FREE && way.solver != Solver.OWLQN) {
      reasons.add(Refusal.BOUNDS_WITHOUT_BOX);
    }
    return reasons;
  }

  /** Two epochs, or three iterations. */
  TrainingOptions options() {
    TrainingOptions options =
        TrainingOptions.defaults()
            .withHead(task.head)
            .withOptimizer(way.solver.optimizer)
            .withLoss(task.loss())
            .withEpochs(2)
            .withLearningRate(way.solver.optimizer.usualRate())
            .withStopping(SOON);
    if (way.solver == Solver.NESTEROV) {
      options = options.withSgd(options.sgd().withMomentum(0.5, true));
    }
    return options.withPenalty(way.penalty.penalty());
  }

  static List<Task> tasks() {
    List<Task> tasks = new ArrayList<>();
    for (Head head : Head.values()) {
      for (Targets targets : Targets.values()) {
        for (boolean isSmoothed : new boolean[] {false, true}) {
          for (Weights weights : Weights.values()) {
            tasks.add(new Task(head, targets, isSmoothed, weights));
          }
        }
      }
    }
    return tasks;
  }

  static List<Way> ways() {
    List<Way> ways = new ArrayList<>();
    for (Solver solver : Solver.values()) {
      for (Regularizer penalty : Regularizer.values()) {
        ways.add(new Way(solver, penalty));
      }
    }
    return ways;
  }
}
