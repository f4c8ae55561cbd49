package org.logcl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.logcl.cli.Cli.Ran;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class HelpTest {
  private static final List<String> COMMANDS =
      List.of(
          "demo",
          "devices",
          "train",
          "select",
          "evaluate",
          "calibrate",
          "predict",
          "verify",
          "bench",
          "tune");

  private static CommandLine line() {
    OutputStream nowhere = OutputStream.nullOutputStream();
    return Main.commandLine(new Streams(nowhere, nowhere));
  }

  @Test
  void namesEveryCommandAndExitCode() {
    Ran ran = Cli.run("--help");
    assertEquals(0, ran.code());
    assertEquals("", ran.err());
    COMMANDS.forEach(command -> assertTrue(ran.out().contains("\n  " + command + " ")));
    assertTrue(ran.out().contains("Exit codes: 0 done, 1 the run failed, 2 wrong usage"));
    assertEquals(ran.out(), Cli.run("help").out());
  }

  @Test
  void namesEveryOptionWithWhatItTakesAndItsDefault() {
    for (String command : COMMANDS) {
      Ran ran = Cli.run(command, "--help");
      assertEquals(0, ran.code());
      assertEquals(ran.out(), Cli.run("help", command).out());
      CommandSpec spec = line().getSubcommands().get(command).getCommandSpec();
      assertTrue(spec.findOption("--json") != null && spec.findOption("--quiet") != null);
      for (OptionSpec option : spec.options()) {
        assertTrue(ran.out().contains(option.longestName()), option.longestName());
        String description = String.join(" ", option.description());
        assertTrue(description.endsWith("."), description);
        if (!option.typeInfo().isBoolean()) {
          assertTrue(option.paramLabel().matches("[A-Z0-9|]+"), option.paramLabel());
          assertTrue(option.required() || description.contains("Default: "), option.longestName());
        }
      }
    }
  }

  @Test
  void defaultsAreThoseOfTheDesign() {
    String help = Cli.run("train", "--help").out().replaceAll("\\s+", " ");
    assertTrue(help.contains("Passes over the rows, 1 or more. Default: 10."), help);
    assertTrue(help.contains("not shuffled. Default: 32."), help);
    assertTrue(
        help.contains(
            "Step size, over 0. Default: 0.1; 0.001 for adam and adamw, 0.01 for adagrad."),
        help);
    assertTrue(help.contains("to below 1. Default: 0."), help);
    assertTrue(help.contains("regParam are l2. Default: 0."), help);
  }

  @Test
  void versionNamesJavaToo() {
    Ran ran = Cli.run("--version");
    assertEquals(0, ran.code());
    assertTrue(ran.out().matches("logcl \\S+ \\(Java .+\\)\n"), ran::toString);
  }
}
