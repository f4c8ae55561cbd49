package org.logcl.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.logcl.kernel.TwinBackend;

/** Rounds of checks within a budget, on a clock that every check moves on by one. */
class RoundsTest {
  private long now;
  private final List<Long> seeds = new ArrayList<>();

  @Test
  void firstRoundIsWholeWhateverItTakes() {
    Report report = rounds(1);
    assertEquals(1, report.rounds());
    assertEquals(3, report.values());
    assertEquals(List.of(7L), seeds);
  }

  @Test
  void budgetIsUsedAndNotExceededByMoreThanACheck() {
    Report report = rounds(10);
    assertEquals(3, report.rounds());
    assertEquals(10, report.values());
    assertEquals(10, now);
    assertEquals(seeds.size(), new HashSet<>(seeds).size());
    assertEquals(7, seeds.get(0));
  }

  @Test
  void sameSeedGivesTheSameRounds() {
    rounds(10);
    List<Long> first = List.copyOf(seeds);
    seeds.clear();
    now = 0;
    rounds(10);
    assertEquals(first, seeds);
  }

  @Test
  void failureNamesTheSeedOfItsRound() {
    Report report = rounds(10);
    String offender = report.stages().get(0).offender();
    assertTrue(offender.contains("index 1, seed " + seeds.get(1)), offender);
  }

  @Test
  void generatedInputsDependOnTheSeed() {
    Options options = Options.small();
    Report one = Verifier.run(new TwinBackend(), options, Listener.NONE);
    Report other = Verifier.run(new TwinBackend(), options.withSeed(2), Listener.NONE);
    for (int i = 0; i < one.stages().size(); ++i) {
      Stage stage = one.stages().get(i);
      assertEquals(stage.values(), other.stages().get(i).values());
      if (stage.worstAbsolute() > 0) {
        assertTrue(!stage.bands().equals(other.stages().get(i).bands()), stage.stage());
      }
    }
  }

  /** Three checks a round, a value each; from the second round on, the second one's is wrong. */
  private Report rounds(long budget) {
    return Rounds.run(
        new TwinBackend(),
        seed -> {
          seeds.add(seed);
          return List.of(check(0), check(1), check(2));
        },
        7,
        budget,
        () -> now,
        Listener.NONE);
  }

  private Check check(int index) {
    return new Check() {
      @Override
      public String what() {
        return "a value";
      }

      @Override
      public void run(Trial trial) {
        boolean wrong = index == 1 && seeds.size() > 1;
        trial.stage("values").bits(what(), index, wrong ? 1 : 0, 0);
        ++now;
      }
    };
  }
}
