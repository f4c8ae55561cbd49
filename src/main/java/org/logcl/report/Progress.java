package org.logcl.report;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Progress of long work: on a terminal one line that is written over, twice a second; elsewhere a
 * plain line every ten seconds. Work that ends sooner prints nothing.
 */
public final class Progress {
  private static final long TERMINAL_NANOS = 500_000_000L;
  private static final long PLAIN_NANOS = 10_000_000_000L;

  private final PrintStream out;
  private final boolean terminal;
  private final LongSupplier nanoTime;
  private long last;
  private int shown;

  /**
   * Progress on a stream.
   *
   * @param terminal whether a person sees the stream
   */
  public Progress(PrintStream out, boolean terminal) {
    this(out, terminal, System::nanoTime);
  }

  Progress(PrintStream out, boolean terminal, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    last = nanoTime.getAsLong();
  }

  /** So much of a known whole is done. */
  public void update(String what, long done, long whole) {
    if (isDue()) {
      show(
          String.format(
              Locale.ROOT, "%s  %,d/%,d (%.0f%%)", what, done, whole, 100.0 * done / whole));
    }
  }

  /** So much of a known whole is done in so much time: with the rate and the time left. */
  public void update(String what, long done, long whole, double seconds) {
    if (isDue() && done > 0 && seconds > 0) {
      double rate = done / seconds;
      show(
          String.format(
              Locale.ROOT,
              "%s  %,d/%,d (%.0f%%)  %.1f million/s  %s left",
              what,
              done,
              whole,
              100.0 * done / whole,
              rate / 1e6,
              time((whole - done) / rate)));
    }
  }

  /** So much is done, the whole unknown. */
  public void update(String what, long done) {
    if (isDue()) {
      show(String.format(Locale.ROOT, "%s  %,d", what, done));
    }
  }

  /** Takes the line away again, before something else is printed. */
  public void clear() {
    if (shown > 0) {
      out.print("\r" + " ".repeat(shown) + "\r");
      out.flush();
      shown = 0;
    }
  }

  private static String time(double seconds) {
    long whole = Math.round(seconds);
    return whole < 60 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
  }

  private boolean isDue() {
    long now = nanoTime.getAsLong();
    if (now - last < (terminal ? TERMINAL_NANOS : PLAIN_NANOS)) {
      return false;
    }
    last = now;
    return true;
  }

  private void show(String line) {
    if (!terminal) {
      out.println(line);
      return;
    }
    out.print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
    out.flush();
    shown = line.length();
  }
}
