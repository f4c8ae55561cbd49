package org.logcl.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.logcl.verify.Report;
import org.logcl.verify.Stage;

/**
 * A verification as one page of HTML that needs nothing else: styles and plots are inside, there is
 * no script, and its policy forbids the browser every request. Well-formed XML, too.
 */
public final class ReportPage {
  private static final String STYLE = style();

  private ReportPage() {}

  /**
   * The page.
   *
   * @param facts what was verified, where and when: names and values, in the order of the page
   */
  public static String of(Report report, Map<String, String> facts) {
    StringBuilder page = new StringBuilder(1 << 16);
    page.append(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"/>
        <link rel="icon" href="data:,"/>
        """);
    page.append("<title>LogCL verification: ").append(Html.text(report.device()));
    page.append("</title>\n<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n");
    page.append("<h1>LogCL verification</h1>\n");
    verdict(page, report);
    figures(page, report);
    facts(page, facts);
    table(page, report);
    findings(page, report);
    StagePlots.append(page, report);
    page.append(TERMS);
    return page.append("</body>\n</html>\n").toString();
  }

  private static void verdict(StringBuilder page, Report report) {
    boolean passed = report.passed();
    page.append(
        String.format(
            "<div class=\"card verdict%s\"><strong>%s</strong><p>%s on %s</p></div>%n",
            passed ? "" : " failed",
            passed ? "✓ Verified" : "✗ Not verified",
            passed
                ? "The same bits as the CPU twin in every stage, and every value within its bound of the truth,"
                : report.identical()
                    ? "Values lie outside their bound of the truth,"
                    : "Bits differ from the CPU twin's,",
            Html.text(report.device())));
  }

  private static void figures(StringBuilder page, Report report) {
    double share =
        report.stages().stream()
            .filter(Stage::hasTruth)
            .mapToDouble(Stage::shareOfBound)
            .max()
            .orElse(0);
    page.append("<dl class=\"figures\">\n");
    figure(page, "values compared", count(report.values()));
    figure(page, "differing bits", count(report.differingBits()));
    figure(page, "outside their bound", count(report.outside()));
    figure(
        page,
        "largest share of a bound",
        report.withinBounds() ? String.format(Locale.ROOT, "%.1f %%", 100 * share) : "over 100 %");
    page.append("</dl>\n");
  }

  private static void figure(StringBuilder page, String name, String value) {
    page.append("<div class=\"card\"><dt>").append(name).append("</dt><dd>").append(value);
    page.append("</dd></div>\n");
  }

  private static void facts(StringBuilder page, Map<String, String> facts) {
    page.append("<dl class=\"facts\">\n");
    facts.forEach(
        (name, value) ->
            page.append("<dt>")
                .append(Html.text(name))
                .append("</dt><dd>")
                .append(Html.text(value))
                .append("</dd>\n"));
    page.append("</dl>\n");
  }

  private static void table(StringBuilder page, Report report) {
    page.append("<h2 id=\"stages\">Stages</h2>\n<div class=\"card scroll\" tabindex=\"0\"");
    page.append(" role=\"region\" aria-labelledby=\"stages\"><table>\n<thead><tr>");
    StageTable.HEADER.forEach(
        name -> page.append("<th scope=\"col\">").append(name).append("</th>"));
    page.append("</tr></thead>\n<tbody>\n");
    for (Stage stage : report.stages()) {
      List<String> cells = StageTable.cells(stage);
      page.append("<tr><th scope=\"row\">").append(Html.text(cells.get(0))).append("</th>");
      for (int i = 1; i < cells.size(); ++i) {
        boolean failed =
            (i == StageTable.DIFFERING && !stage.identical())
                || (i == cells.size() - 1 && !stage.withinBounds());
        page.append(failed ? "<td class=\"failed-cell\">" : "<td>");
        page.append(Html.text(cells.get(i))).append("</td>");
      }
      page.append("</tr>\n");
    }
    page.append("</tbody>\n</table></div>\n");
  }

  private static void findings(StringBuilder page, Report report) {
    if (report.passed()) {
      return;
    }
    page.append("<h2>First value that is wrong</h2>\n<ul class=\"card found\">\n");
    for (Stage stage : report.stages()) {
      if (!stage.offender().isEmpty()) {
        page.append("<li><strong>").append(Html.text(stage.stage())).append(":</strong> ");
        page.append(Html.text(stage.offender())).append("</li>\n");
      }
    }
    page.append("</ul>\n");
  }

  private static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String style() {
    try (InputStream in = ReportPage.class.getResourceAsStream("report.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The report's style is not in the jar.", e);
    }
  }

  private static final String TERMS =
      """
      <h2>Terms</h2>
      <dl class="terms">
      <dt>differing bits</dt>
      <dd>Values whose float32 bits differ between this device and LogCL's CPU twin, which follows each kernel operation by operation. All NaNs are one value, +0 and -0 are two.</dd>
      <dt>truth</dt>
      <dd>The textbook formula in double precision. Where no bound can be derived, as for a whole training, a stage is held against the twin alone and shows a dash.</dd>
      <dt>ulp</dt>
      <dd>Unit in the last place: the distance of neighbouring float32 values at the size of the truth. A correctly rounded value is at most half an ulp off. Sums that cancel, and values below 2<sup>-40</sup>, which LogCL takes as zero, may be off by many.</dd>
      <dt>bound</dt>
      <dd>How far a correct kernel may be from the truth, derived for each value from the roundings of its own computation.</dd>
      <dt>worst relative, worst ulp</dt>
      <dd>Over values whose bound is smaller than themselves; of the others, no digit is promised.</dd>
      </dl>
      """;
}
