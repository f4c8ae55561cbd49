package org.logcl.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.logcl.kernel.TwinBackend;
import org.logcl.verify.Band;
import org.logcl.verify.Listener;
import org.logcl.verify.Options;
import org.logcl.verify.Report;
import org.logcl.verify.Stage;
import org.logcl.verify.TrainingCheck;
import org.logcl.verify.Verifier;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The page of a verification. */
class ReportPageTest {
  private static final String FOREIGN = "<script>alert('x')</script> & \"GPU\" \u0000\u001b[1m ]]>";
  private static Report report;

  @BeforeAll
  static void verify() {
    List<org.logcl.verify.Check> checks = Verifier.checks(Options.small());
    checks.add(TrainingCheck.generated(Options.small()).get(0));
    report = Verifier.run(new TwinBackend(), checks, Listener.NONE);
  }

  @Test
  void isWellFormedWithTheTableAndAPlotOfEachStageThatHasATruth() throws Exception {
    Document page = parse(ReportPage.of(report, Map.of("Java", "17")));
    NodeList rows =
        ((Element) page.getElementsByTagName("tbody").item(0)).getElementsByTagName("tr");
    assertEquals(report.stages().size(), rows.getLength());
    for (int i = 0; i < rows.getLength(); ++i) {
      List<String> cells = StageTable.cells(report.stages().get(i));
      NodeList found = rows.item(i).getChildNodes();
      for (int k = 0; k < cells.size(); ++k) {
        assertEquals(cells.get(k), found.item(k).getTextContent());
      }
    }
    List<Stage> judged = report.stages().stream().filter(Stage::hasTruth).toList();
    assertTrue(judged.size() < report.stages().size());
    NodeList figures = page.getElementsByTagName("figure");
    assertEquals(judged.size(), figures.getLength());
    for (int i = 0; i < figures.getLength(); ++i) {
      Element figure = (Element) figures.item(i);
      Stage stage = judged.get(i);
      assertEquals(stage.stage(), figure.getElementsByTagName("h3").item(0).getTextContent());
      assertEquals(
          stage.bands().size(), figure.getElementsByTagName("g").getLength(), stage.stage());
      Element svg = (Element) figure.getElementsByTagName("svg").item(0);
      assertEquals("img", svg.getAttribute("role"));
      assertTrue(svg.getAttribute("aria-label").contains(stage.stage()));
    }
  }

  @Test
  void needsNothingFromOutside() {
    String page = ReportPage.of(report, Map.of());
    for (String request :
        List.of(
            "http:", "https:", "//", "src=", "url(", "@import", "<script", "<iframe", "<base")) {
      assertFalse(page.contains(request), request);
    }
    assertTrue(page.contains("default-src 'none'"));
    assertFalse(page.matches("(?s).*=\"[^\"<>]*(NaN|Infinity).*"), "a coordinate is no number");
  }

  @Test
  void foreignTextStaysText() throws Exception {
    Stage stage =
        new Stage(
            FOREIGN,
            1,
            1,
            1,
            1,
            Double.NaN,
            1,
            1,
            0,
            Double.POSITIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            FOREIGN,
            FOREIGN,
            List.of(
                new Band(0, 1, Double.NaN, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY)));
    String page =
        ReportPage.of(new Report(FOREIGN, FOREIGN, 1, List.of(stage)), Map.of(FOREIGN, FOREIGN));
    assertFalse(page.contains("<script"));
    String shown = FOREIGN.replace('\u0000', '?').replace('\u001b', '?');
    Document document = parse(page);
    assertEquals("LogCL verification: " + shown, text(document, "title"));
    assertEquals(shown, text(document, "h3"));
    assertTrue(text(document, "li").endsWith(shown));
    assertTrue(page.contains("✗ Not verified"));
    assertFalse(page.matches("(?s).*=\"[-.0-9]*(NaN|Infinity)\".*"), "a coordinate is no number");
  }

  private static String text(Document document, String element) {
    return document.getElementsByTagName(element).item(0).getTextContent();
  }

  private static Document parse(String page) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(page)));
  }
}
