package org.logcl.cli;

/** Entry point of the command line. */
public final class Main {
  private Main() {}

  /** Runs the command line; placeholder of the first build. */
  public static void main(String[] args) {
    System.out.println("logcl");
  }
}
