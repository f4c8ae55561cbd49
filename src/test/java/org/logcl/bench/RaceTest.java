package org.logcl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who runs when, and that everybody does. How fast, no test says. */
class RaceTest {
  private static final class Counted extends Contender {
    int runs;

    @Override
    void run() {
      ++runs;
    }

    @Override
    Object bits() {
      return "";
    }
  }

  @Test
  void everybodyRunsOnceARoundAndInEveryPlace() {
    for (int count = 1; count <= 4; ++count) {
      Set<Integer> firsts = new HashSet<>();
      Set<List<Integer>> pairs = new HashSet<>();
      for (int round = 0; round < 2 * count; ++round) {
        int[] order = Race.order(round, count);
        int[] all = order.clone();
        Arrays.sort(all);
        assertEquals(
            IntStream.range(0, count).boxed().toList(), Arrays.stream(all).boxed().toList());
        firsts.add(order[0]);
        for (int i = 1; i < count; ++i) {
          pairs.add(List.of(order[i - 1], order[i]));
        }
      }
      assertEquals(count, firsts.size());
      // Two neighbours run in either order.
      pairs.forEach(pair -> assertTrue(pairs.contains(List.of(pair.get(1), pair.get(0)))));
    }
  }

  @Test
  void withoutTimeAllAreWarmAndThereIsNoResult() {
    List<Contender> two = List.of(new Counted(), new Counted());
    Race race = Race.run(two, System.nanoTime());
    assertFalse(race.isLongEnough());
    assertTrue(Double.isNaN(race.ratio(1, 0)));
    two.forEach(one -> assertTrue(((Counted) one).runs >= 2));
  }

  @Test
  void theFirstIsOneOfItself() {
    Race race =
        Race.run(List.of(new Counted(), new Counted()), System.nanoTime() + 60_000_000_000L);
    assertTrue(race.isLongEnough());
    assertEquals(1, race.ratio(0, 0));
    assertFalse(race.isMostlyFaster(0, 0));
    assertTrue(race.ratio(1, 0) > 0 && race.seconds(1) > 0);
  }
}
