package org.logcl.cli;

import java.util.Locale;
import org.logcl.error.DeviceUnavailableException;
import org.logcl.error.InputException;
import org.logcl.error.LogclException;
import org.logcl.error.TrainingInterruptedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/**
 * Entry point of the command line. Exit codes: 0 done, 1 the run failed, 2 wrong usage or bad
 * input, 130 interrupted.
 */
@Command(
    name = "logcl",
    description = {
      "Trains classifiers by minimising log loss on any OpenCL device, and proves that the device computed what it should.",
      ""
    },
    subcommands = {
      DemoCommand.class,
      DevicesCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      PredictCommand.class,
      VerifyCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Exit codes: 0 done, 1 the run failed, 2 wrong usage or bad input, 130 interrupted.",
      "'logcl COMMAND --help' tells a command's options. LOGCL_DEBUG=1 in the environment shows stack traces."
    })
public final class Main {
  private static final int FAILED = 1;
  private static final int BAD_INPUT = 2;
  private static final int INTERRUPTED = 130;

  Main() {}

  /** Runs the command line and exits. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs the command line and returns its exit code. */
  static int run(String... arguments) {
    // Figures have a decimal point whatever the user's language.
    Locale.setDefault(Locale.ROOT);
    CommandLine line = new CommandLine(new Main());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(true);
    line.setUsageHelpLongOptionsMaxWidth(34);
    line.setParameterExceptionHandler(Main::wrongUsage);
    line.setExecutionExceptionHandler((e, command, result) -> failed(e, command));
    if (arguments.length == 0) {
      line.usage(line.getErr());
      return BAD_INPUT;
    }
    return line.execute(arguments);
  }

  private static int wrongUsage(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    command.getErr().println("logcl: " + e.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr());
    command
        .getErr()
        .println(
            "'" + command.getCommandSpec().qualifiedName() + " --help' tells what is allowed.");
    return BAD_INPUT;
  }

  private static int failed(Exception e, CommandLine command) {
    if (e instanceof LogclException) {
      command.getErr().println("logcl: " + e.getMessage());
    } else {
      command.getErr().println("logcl: internal error, please report it with LOGCL_DEBUG=1: " + e);
    }
    if (System.getenv("LOGCL_DEBUG") != null) {
      e.printStackTrace(command.getErr());
    }
    if (e instanceof InputException || e instanceof DeviceUnavailableException) {
      return BAD_INPUT;
    }
    return e instanceof TrainingInterruptedException ? INTERRUPTED : FAILED;
  }
}
