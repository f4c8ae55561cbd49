package org.logcl.cli;

import picocli.CommandLine.IVersionProvider;

/** Version of LogCL and of the Java that runs it. */
final class Version implements IVersionProvider {
  static String logcl() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"logcl " + logcl() + " (Java " + System.getProperty("java.version") + ")"};
  }
}
