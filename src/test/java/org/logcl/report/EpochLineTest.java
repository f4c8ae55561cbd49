package org.logcl.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.logcl.objective.Totals;
import org.logcl.train.EpochReport;

class EpochLineTest {
  private static final Totals TRAINING = new Totals(0.41274 * 1437, 1437, 1287, 1437);
  private static final Totals HELD = new Totals(0.5 * 360, 360, 324, 360);

  @Test
  void isAsTheReadmeShowsIt() {
    assertEquals(
        "epoch  3/10  loss 0.4127  accuracy 1287/1437 (89.56%)  0.02 s",
        EpochLine.of(new EpochReport(3, 10, TRAINING, Optional.empty(), 0.0204)));
  }

  @Test
  void putsValidationBehind() {
    assertEquals(
        "epoch 3/9  loss 0.4127  accuracy 1287/1437 (89.56%)  0.02 s  validation loss 0.5000  accuracy 324/360 (90.00%)",
        EpochLine.of(new EpochReport(3, 9, TRAINING, Optional.of(HELD), 0.0204)));
  }

  @Test
  void hasTheSameDigitsInEveryLanguage() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertEquals("loss 0.5000  accuracy 324/360 (90.00%)", EpochLine.figures(HELD));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void shortensWhatHasGoneAstray() {
    assertEquals("999999.0000", EpochLine.loss(999_999));
    assertEquals("1.0985e+35", EpochLine.loss(1.09853e35));
    assertEquals("Infinity", EpochLine.loss(Double.POSITIVE_INFINITY));
    assertEquals("NaN", EpochLine.loss(Double.NaN));
  }
}
