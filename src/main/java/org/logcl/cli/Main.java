package org.logcl.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.logcl.kernel.Devices;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

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
    sortOptions = false,
    sortSynopsis = false,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Exit codes: 0 done, 1 the run failed, 2 wrong usage or bad input, 130 interrupted.",
      "'logcl COMMAND --help' tells a command's options. LOGCL_DEBUG=1 in the environment shows stack traces."
    })
public final class Main {
  // Not in the annotation: picocli would take all of them apart on every start, 20 ms each where
  // nothing is compiled yet.
  private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("demo", DemoCommand.class);
    COMMANDS.put("devices", DevicesCommand.class);
    COMMANDS.put("train", TrainCommand.class);
    COMMANDS.put("select", SelectCommand.class);
    COMMANDS.put("evaluate", EvaluateCommand.class);
    COMMANDS.put("calibrate", CalibrateCommand.class);
    COMMANDS.put("predict", PredictCommand.class);
    COMMANDS.put("verify", VerifyCommand.class);
    COMMANDS.put("bench", BenchCommand.class);
    COMMANDS.put("tune", TuneCommand.class);
    COMMANDS.put("help", HelpCommand.class);
  }

  Main() {}

  /** Runs the command line and exits. */
  public static void main(String[] arguments) {
    CountDownLatch done = Interruption.guard();
    HeadStart start = new HeadStart(arguments);
    int code = run(Streams.ofProcess(), arguments);
    start.await();
    done.countDown();
    System.exit(code);
  }

  /** Runs the command line and returns its exit code. */
  static int run(Streams streams, String... arguments) {
    return run(streams, Devices.ofThisMachine(), arguments);
  }

  /** The same with other devices to choose from. */
  static int run(Streams streams, Devices devices, String... arguments) {
    // Figures have a decimal point whatever the user's language.
    Locale.setDefault(Locale.ROOT);
    int code;
    try {
      code = execute(commandLine(streams, devices, arguments), arguments);
    } catch (Error e) { // picocli catches exceptions only
      code = Failures.of(e, streams.err());
    }
    Optional<IOException> lost = streams.failure();
    return code == 0 && lost.isPresent() ? Failures.ofOutput(lost.get(), streams.err()) : code;
  }

  private static int execute(CommandLine line, String... arguments) {
    if (arguments.length == 0) {
      line.usage(line.getErr());
      return Failures.BAD_INPUT;
    }
    return line.execute(arguments);
  }

  /** The command line with every command. */
  static CommandLine commandLine(Streams streams) {
    return commandLine(streams, Devices.ofThisMachine());
  }

  /** The command line with the command that is called; with all of them where none is. */
  private static CommandLine commandLine(Streams streams, Devices devices, String... arguments) {
    Parts parts = new Parts(streams, devices);
    CommandLine line = new CommandLine(Main.class, parts);
    String called = arguments.length == 0 ? "" : arguments[0];
    boolean whole = called.equals("help") || !COMMANDS.containsKey(called);
    COMMANDS.forEach(
        (name, command) -> {
          if (whole || name.equals(called)) {
            line.addSubcommand(name, new CommandLine(command, parts));
          }
        });
    line.setOut(Streams.writer(streams.out()));
    line.setErr(Streams.writer(streams.err()));
    line.setUsageHelpAutoWidth(true);
    line.setUsageHelpLongOptionsMaxWidth(34);
    line.setParameterExceptionHandler((e, all) -> Failures.ofUsage(e, streams.err()));
    line.setExecutionExceptionHandler((e, command, all) -> Failures.of(e, streams.err()));
    Converters.register(line);
    return line;
  }
}
