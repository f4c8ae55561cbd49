package org.logcl.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.logcl.error.InputException;
import org.logcl.io.CheckpointDirectory;
import org.logcl.train.Checkpoints;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where training keeps its state while it runs. */
final class CheckpointFlags {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--checkpoints",
      paramLabel = "DIRECTORY",
      description =
          "Keep the state of training there, so that --resume can go on from it to the same model; emptied when the model"
              + " is written. Default: none.")
  private Path directory;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "Least time between two checkpoints; they fall between epochs or iterations; 0: after each. Default:"
              + " ${DEFAULT-VALUE}.")
  private double everySeconds;

  @Option(
      names = "--keep-checkpoints",
      paramLabel = "N",
      defaultValue = "2",
      description = "How many of them stay, 1 or more. Default: ${DEFAULT-VALUE}.")
  private int keep;

  @Option(
      names = "--resume",
      description =
          "Go on from the newest checkpoint there, or begin where there is none: the same command with and without"
              + " interruptions gives the same model.")
  private boolean resume;

  private CheckpointDirectory opened;

  /** Checks the options, before anything is read. */
  void check() {
    if (directory == null) {
      for (String option : new String[] {"--checkpoint-every", "--keep-checkpoints", "--resume"}) {
        if (command.commandLine().getParseResult().hasMatchedOption(option)) {
          throw new InputException(option + " goes with --checkpoints DIRECTORY");
        }
      }
    }
    if (!(everySeconds >= 0 && everySeconds < Double.POSITIVE_INFINITY)) {
      throw new InputException("--checkpoint-every is " + everySeconds + "; it must be 0 or more");
    }
    if (keep < 1) {
      throw new InputException("--keep-checkpoints is " + keep + "; it must be 1 or more");
    }
  }

  /** Opens the directory, if one is named. */
  Checkpoints open(Output output) {
    if (directory == null) {
      return Checkpoints.NONE;
    }
    opened = new CheckpointDirectory(directory, everySeconds, keep, resume, output::warn);
    if (resume) {
      Optional<Integer> done = opened.latest().map(state -> state.done());
      output.say(
          done.map(count -> "resuming after epoch or iteration " + count)
              .orElse("no checkpoint in " + directory + ": beginning"));
    }
    return opened;
  }

  /** The model is written: no checkpoint is of use any more. */
  void clear() {
    if (opened != null) {
      opened.clear();
    }
  }
}
