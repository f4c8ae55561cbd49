package org.logcl.report;

import java.util.Locale;
import org.logcl.verify.Report;
import org.logcl.verify.Stage;

/** A plot of each stage that has a truth, and what its marks mean. */
final class StagePlots {
  private static final String INTRODUCTION =
      """
      <h2>Errors by the size of the value</h2>
      <p class="soft">For each power of two of |truth|, the worst error among its values, in ulp, on a logarithmic scale; below it, the largest share of its bound that a value takes. Point at a column for its figures. The values below every float32, 0 included, have a share but no ulp.</p>
      <ul class="legend">
      <li><svg viewBox="0 0 24 12" aria-hidden="true"><circle class="device" cx="12" cy="6" r="4"/></svg>LogCL on this device</li>
      <li><svg viewBox="0 0 24 12" aria-hidden="true"><circle class="naive" cx="12" cy="6" r="4"/></svg>straightforward float32 code, for scale; at the top edge: infinite or no number</li>
      <li><svg viewBox="0 0 24 12" aria-hidden="true"><rect class="share" x="7" y="1" width="10" height="11"/></svg>share of the bound</li>
      <li><svg viewBox="0 0 24 12" aria-hidden="true"><line class="limit" x1="0" y1="6" x2="24" y2="6"/></svg>the whole bound</li>
      </ul>
      <div class="plots">
      """;

  private StagePlots() {}

  static void append(StringBuilder page, Report report) {
    if (report.stages().stream().noneMatch(Stage::hasTruth)) {
      return;
    }
    page.append(INTRODUCTION);
    report.stages().stream().filter(Stage::hasTruth).forEach(stage -> append(page, stage));
    page.append("</div>\n");
  }

  private static void append(StringBuilder page, Stage stage) {
    page.append("<figure class=\"card\"><figcaption><h3>").append(Html.text(stage.stage()));
    page.append("</h3><span>").append(summary(stage)).append("</span>");
    if (!stage.worstAt().isEmpty()) {
      page.append("<span class=\"place\">nearest to its bound: ");
      page.append(Html.text(stage.worstAt())).append("</span>");
    }
    page.append("</figcaption>\n");
    new StagePlot(stage).append(page);
    page.append("</figure>\n");
  }

  private static String summary(Stage stage) {
    if (!stage.withinBounds()) {
      return String.format(Locale.ROOT, "%,d outside the bound", stage.outside());
    }
    return stage.worstAbsolute() == 0
        ? "equal to the truth"
        : String.format(
            Locale.ROOT,
            "worst %s ulp, %.0f %% of the bound",
            StageTable.ulp(stage.worstUlp()),
            100 * stage.shareOfBound());
  }
}
