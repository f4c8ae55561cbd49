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

  // A peer that ends further above it than this takes no part. One that ends between is told as
  // such: for its time to the optimum, its time until there is the least.
  private static final double SHORT = 1e-5;

  private final Contestant contestant;
  private final Optimum optimum;
  private final boolean isPeer;
  private String remark = "";

  /**
   * @param isPeer whether it may fall short of the optimum
   */
  NearOptimum(Contestant contestant, Optimum optimum, boolean isPeer) {
    this.contestant = contestant;
    this.optimum = optimum;
    this.isPeer = isPeer;
  }

  @Override
  public String name() {
    return contestant.name() + remark;
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
   * @throws MissingPeerException where it ends far from it, with what it reached
   * @throws IllegalStateException where it ends below the optimum: that is none
   */
  @Override
  public Optional<Answer> answer() {
    double excess = optimum.excess(contestant.answer().orElseThrow().values());
    if (excess < -BELOW) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "%s ends below the optimum, by %.2g of it.", name(), -excess));
    }
    if (!(excess <= (isPeer ? SHORT : Optimum.TOLERANCE))) {
      throw new MissingPeerException(
          String.format(
              Locale.ROOT,
              "%s: ends %.2g of the optimum above it, %s",
              name(),
              excess,
              optimum.problem()));
    }
    remark =
        excess <= Optimum.TOLERANCE
            ? ""
            : String.format(Locale.ROOT, ", ends %.2g short of it", excess);
    return Optional.empty();
  }

  @Override
  public void close() {
    contestant.close();
  }
}
