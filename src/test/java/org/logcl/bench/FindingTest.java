package org.logcl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logcl.bench.Finding.Trial;
import org.logcl.bench.Finding.Verdict;
import org.logcl.kernel.Knob;
import org.logcl.kernel.Tuning;

class FindingTest {
  @ParameterizedTest
  @CsvSource({"FASTER, 4", "NONE_FASTER, 16", "NOT_CONFIRMED, 16", "NO_TIME, 16"})
  void onlyAConfirmedWinnerIsChosen(Verdict verdict, int chosen) {
    List<Trial> trials = List.of(new Trial(64, 2, 0.9), new Trial(4, 1, 0.8), new Trial(1, 3, 1.1));
    Finding finding = new Finding("case", Knob.GROUP, 16, 2.2, trials, 0.85, verdict);
    assertEquals(4, finding.best().orElseThrow().value());
    assertEquals(chosen, finding.chosen());
  }

  /** What a search may choose must be what a tuning may have, and be kept and read again. */
  @ParameterizedTest
  @CsvSource({"CPU, 16", "GPU, 64"})
  void everyValueThatIsTriedIsAllowedAndOfTheFlavour(Tuning.Flavour flavour, int group) {
    Tuning shipped = new Tuning(flavour, group);
    for (TuningCase one : TuningCase.of(flavour)) {
      assertTrue(Knob.of(flavour).contains(one.knob()));
      one.values().forEach(value -> one.knob().with(shipped, value));
      assertTrue(!one.others(one.knob().of(shipped), any -> true).contains(one.knob().of(shipped)));
    }
  }
}
