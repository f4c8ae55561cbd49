package org.logcl.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.logcl.data.Dataset;
import org.logcl.error.InputException;
import org.logcl.error.TrainingInterruptedException;
import org.logcl.kernel.Shape;
import org.logcl.objective.DeviceData;
import org.logcl.objective.LinearObjective;
import org.logcl.objective.Totals;
import org.logcl.solve.Box;
import org.logcl.solve.Ending;
import org.logcl.solve.Iterate;
import org.logcl.solve.Lbfgs;
import org.logcl.solve.Newton;
import org.logcl.solve.OwlQn;
import org.logcl.solve.Preconditioner;
import org.logcl.solve.Snapshot;
import org.logcl.solve.Solution;
import org.logcl.solve.Stopping;
import org.logcl.train.TrainingResult.Status;

/** Training by a full-batch optimizer, from the parameters that the objective has. */
final class FullBatch implements AutoCloseable {
  // Where nothing holds the parameters and every row is right, the loss goes to 0 and they grow for
  // ever. From here on each further digit costs more iterations and tells nothing new.
  private static final double SEPARATED_LOSS = 1e-4;

  private final Shape shape;
  private final LinearObjective objective;
  private final boolean independent;
  // Whether the loss can go to 0.
  private boolean certain;
  private final MeanObjective problem;
  private final Box box;
  private final Supplier<Optional<Totals>> validation;
  private final TrainingOptions options;
  private final TrainingListener listener;
  private final Supplier<Map<String, String>> recipe;
  private final Checkpoints checkpoints;
  private final List<IterationReport> history = new ArrayList<>();
  private final Patience patience;
  private final long start = System.nanoTime();

  /**
   * @param validation scores the validation rows at the present parameters
   * @param box what the parameters may be
   */
  FullBatch(
      LinearObjective objective,
      DeviceData rows,
      Shape shape,
      Supplier<Optional<Totals>> validation,
      Box box,
      TrainingOptions options,
      TrainingListener listener,
      Supplier<Map<String, String>> recipe,
      Checkpoints checkpoints) {
    this.recipe = recipe;
    this.checkpoints = checkpoints;
    this.validation = validation;
    this.options = options;
    this.listener = listener;
    this.box = box;
    this.objective = objective;
    patience = new Patience(options.stopping().patience());
    independent = rows.isIndependent();
    problem = new MeanObjective(objective, rows, shape, options.penalty());
    this.shape = shape;
  }

  /** How training ended, and the way there. */
  record Outcome(Status status, Convergence convergence) {}

  /**
   * Trains, and leaves the parameters in the objective.
   *
   * @param prepared the training rows
   */
  Outcome run(Dataset prepared) {
    certain = Targeting.isCertain(prepared, options.loss().labelSmoothing());
    double[] diagonal = CurvatureGuess.of(prepared, shape, independent, options.l2());
    Solution solution =
        solve(
            new CurvatureAtZero(
                problem,
                shape,
                Preconditioner.diagonal(diagonal),
                ClassVariances.of(prepared, shape.logits())));
    Iterate last = solution.last();
    problem.put(last.point());
    patience.parameters().ifPresent(objective::restore);
    Status status = status(solution.ending(), history.get(history.size() - 1).training());
    Convergence convergence =
        new Convergence(
            options.optimizer(),
            last.iteration(),
            last.evaluations(),
            last.gradientNorm(),
            history,
            patience.number().orElse(last.iteration()));
    advice(status).ifPresent(listener::warning);
    return new Outcome(status, convergence);
  }

  private Solution solve(Preconditioner guess) {
    double[] begin = problem.point();
    requireSmall();
    requireNoIntercept(begin);
    Optional<TrainingState> state = checkpoints.latest();
    return state.isPresent() ? resumed(state.get(), guess) : begun(begin, guess);
  }

  private Solution begun(double[] begin, Preconditioner guess) {
    Stopping stopping = options.stopping();
    return switch (options.optimizer()) {
      case LBFGS -> Lbfgs.minimize(problem, begin, guess, stopping, this::after);
      case OWLQN -> OwlQn.minimize(problem, problem.l1(), box, begin, guess, stopping, this::after);
      case NEWTON -> Newton.minimize(problem, begin, guess, stopping, this::after);
      default -> throw noFullBatch();
    };
  }

  private Solution resumed(TrainingState state, Preconditioner guess) {
    state.requireOf(recipe.get());
    history.addAll(SolverState.history(state));
    if (options.stopping().patience() > 0) {
      patience.resume(state);
    }
    Snapshot from = SolverState.snapshot(state);
    Stopping stopping = options.stopping();
    return switch (options.optimizer()) {
      case LBFGS -> Lbfgs.resume(problem, from, guess, stopping, this::after);
      case OWLQN -> OwlQn.resume(problem, problem.l1(), box, from, guess, stopping, this::after);
      case NEWTON -> Newton.resume(problem, from, guess, stopping, this::after);
      default -> throw noFullBatch();
    };
  }

  private IllegalArgumentException noFullBatch() {
    return new IllegalArgumentException(
        options.optimizer().label() + " is no full-batch optimizer.");
  }

  private Optional<Ending> after(Iterate iterate) {
    requireUninterrupted();
    MeanObjective.Value value = (MeanObjective.Value) iterate.evaluated();
    problem.put(iterate.point());
    double seconds = (System.nanoTime() - start) * 1e-9;
    IterationReport report =
        new IterationReport(
            iterate.iteration(),
            iterate.evaluations(),
            value.totals(),
            iterate.objective() - value.totals().logLoss(),
            iterate.gradientNorm(),
            iterate.step(),
            validation.get(),
            seconds);
    history.add(report);
    boolean goOn = listener.iteration(report);
    if (isSeparated(value.totals()) && value.totals().logLoss() < SEPARATED_LOSS) {
      return Optional.of(Ending.UNBOUNDED);
    }
    if (!goOn) {
      return Optional.of(Ending.STOPPED);
    }
    if (patience.isOver(iterate.iteration(), report.validation(), objective::parameters)) {
      return Optional.of(Ending.PATIENCE);
    }
    if (!iterate.isLast()) {
      checkpoints.offer(() -> SolverState.of(recipe.get(), iterate.snapshot(), history, patience));
    }
    // One iteration at least: the way to the same model is to ask for so many.
    return iterate.iteration() > 0 && seconds >= options.stopping().maxSeconds()
        ? Optional.of(Ending.SECONDS)
        : Optional.empty();
  }

  private boolean isSeparated(Totals totals) {
    return certain
        && options.penalty().isNone()
        && totals.correct() == totals.rows()
        && !box.isBounded(shape.features() * shape.logits());
  }

  private Status status(Ending ending, Totals totals) {
    return switch (ending) {
      case GRADIENT, DECREASE -> isSeparated(totals) ? Status.SEPARABLE : Status.CONVERGED;
      case PRECISION -> isSeparated(totals) ? Status.SEPARABLE : Status.CONVERGED_TO_PRECISION;
      case UNBOUNDED -> Status.SEPARABLE;
      case ITERATIONS -> Status.ITERATION_LIMIT;
      case SECONDS -> Status.TIME_LIMIT;
      case STOPPED -> Status.STOPPED;
      case PATIENCE -> Status.STOPPED_EARLY;
      case DIVERGED -> Status.DIVERGED;
    };
  }

  private Optional<String> advice(Status status) {
    return switch (status) {
      case SEPARABLE ->
          Optional.of(
              "The training rows can be told apart without an error, and there is no penalty: the loss has no minimum, and the"
                  + " parameters would grow without end. Set an L2 penalty.");
      case ITERATION_LIMIT ->
          Optional.of(
              "Training stopped after "
                  + options.stopping().maxIterations()
                  + " iterations, before it converged. Allow more iterations"
                  + (options.standardize() ? "." : ", or standardize the features."));
      case DIVERGED ->
          Optional.of(
              "The loss or its gradient is not a finite number at the start. Scale the features, or start from zeros.");
      default -> Optional.empty();
    };
  }

  @Override
  public void close() {
    problem.close();
  }

  private void requireSmall() {
    if (options.optimizer() == Optimizer.NEWTON
        && problem.size() > MeanObjective.MOST_FOR_HESSIAN) {
      throw new InputException(
          String.format(
              "The optimizer newton has no more than %d parameters; %d features and intercepts times %d logits are %d. Take"
                  + " lbfgs.",
              MeanObjective.MOST_FOR_HESSIAN,
              shape.features() + 1,
              shape.logits(),
              problem.size()));
    }
  }

  private void requireNoIntercept(double[] begin) {
    if (options.penalty().intercept() != Intercept.NONE) {
      return;
    }
    for (int i = shape.features() * shape.logits(); i < begin.length; ++i) {
      if (begin[i] != 0) {
        throw new InputException(
            "Training without intercepts must start from parameters without: take another start, or free intercepts.");
      }
      if (!box.contains(i, 0)) {
        throw new InputException(
            "Training without intercepts leaves them at 0, which their bounds do not contain: leave these bounds out, or"
                + " take free intercepts.");
      }
    }
  }

  private static void requireUninterrupted() {
    TrainingInterruptedException.check("Training was interrupted.");
  }
}
