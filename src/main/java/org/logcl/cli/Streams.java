package org.logcl.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Standard output and standard error of one run: UTF-8 whatever the locale, flushed at every line,
 * so that a pipe's reader sees an epoch when it ends. Remembers whether output was lost, which a
 * PrintStream keeps to itself.
 */
final class Streams {
  private final Watched watched;
  private final PrintStream out;
  private final PrintStream err;

  Streams(OutputStream out, OutputStream err) {
    watched = new Watched(out);
    this.out = new PrintStream(watched, true, StandardCharsets.UTF_8);
    this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
  }

  /** Those of this process. */
  static Streams ofProcess() {
    return new Streams(
        new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err));
  }

  PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }

  /** The first failure to write to standard output, if there was one. */
  Optional<IOException> failure() {
    out.flush();
    return Optional.ofNullable(watched.failure);
  }

  /** A stream for whom only writers will do. */
  static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  private static final class Watched extends FilterOutputStream {
    private IOException failure;

    Watched(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        failure = failure == null ? e : failure;
        throw e;
      }
    }
  }
}
