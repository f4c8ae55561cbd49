package org.logcl.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Who takes part in a case: LogCL, its opponents, and notes on those that cannot. */
final class Field implements AutoCloseable {
  private final String size;
  private final List<Contestant> contestants = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * With nobody yet.
   *
   * @param size what is computed, for people: rows x features x classes
   */
  Field(String size) {
    this.size = size;
  }

  /** Adds a contestant, LogCL first. One that is missing is left out and noted. */
  Field add(Supplier<? extends Contestant> maker) {
    try {
      contestants.add(maker.get());
    } catch (MissingPeerException e) {
      notes.add(e.getMessage());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    return this;
  }

  /** Notes something for the table's reader. */
  Field note(String note) {
    notes.add(note);
    return this;
  }

  /** Sends opponents home that nobody asked for. */
  void keep(Pattern against) {
    for (Contestant other : List.copyOf(contestants.subList(1, contestants.size()))) {
      if (!against.matcher(other.name()).find()) {
        other.close();
        contestants.remove(other);
      }
    }
  }

  /** LogCL. */
  Contestant ours() {
    return contestants.get(0);
  }

  /** All of them, LogCL first. */
  List<Contestant> all() {
    return contestants;
  }

  String size() {
    return size;
  }

  List<String> notes() {
    return notes;
  }

  /**
   * Compares what the contestants compute with what LogCL computes. One that cannot do the case
   * after all is left out and noted.
   *
   * @throws IllegalStateException where one computes something else: nothing to time
   */
  void verify() {
    Optional<Answer> ours;
    try {
      ours = ours().answer();
    } catch (MissingPeerException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
    for (Contestant other : List.copyOf(contestants.subList(1, contestants.size()))) {
      Optional<Answer> theirs;
      try {
        theirs = other.answer();
      } catch (MissingPeerException e) {
        notes.add(e.getMessage());
        other.close();
        contestants.remove(other);
        continue;
      }
      theirs
          .flatMap(answer -> answer.differenceFrom(ours.orElseThrow()))
          .ifPresent(
              difference -> {
                throw new IllegalStateException(
                    other.name() + " computes something else than LogCL: " + difference);
              });
    }
  }

  @Override
  public void close() {
    contestants.forEach(Contestant::close);
    contestants.clear();
  }
}
