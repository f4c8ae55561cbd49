package org.logcl.benchmarks;

import java.util.Locale;
import java.util.Optional;

/**
 * A contestant that must end near the optimum. Its objective is computed here, in double, from the
 * parameters that it ends with: by the same code for everybody.
 */
final class NearOptimum implements Contestant {
  // The peers that compute in double end below float32's best, but hardly.
  private static final double BELOW = Optimum.KNOWN * Optimum.TOLERANCE;

  private final Contestant contestant;
  private final Optimum optimum;

  NearOptimum(Contestant contestant, Optimum optimum) {
    this.contestant = contestant;
    this.optimum = optimum;
  }

  @Override
  public String name() {
    return contestant.name();
  }

  @Override
  public double seconds() {
    return contestant.seconds();
  }

  @Override
  public void chooseBest() {
    contestant.chooseBest();
  }

  /**
   * Nothing to compare beyond the objective.
   *
   * @throws MissingPeerException where it does not come near enough, with what it reached
   * @throws IllegalStateException where it ends below the optimum: that is none
   */
  @Override
  public Optional<Answer> answer() {
    double excess = optimum.excess(contestant.answer().orElseThrow().values());
    if (excess < -BELOW) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "%s ends below the optimum, by %.2g of it.", name(), -excess));
    }
    if (!(excess <= Optimum.TOLERANCE)) {
      throw new MissingPeerException(
          String.format(
              Locale.ROOT,
              "%s: ends %.2g of the optimum above it, %s",
              name(),
              excess,
              optimum.problem()));
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    contestant.close();
  }
}
