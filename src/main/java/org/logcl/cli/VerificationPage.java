package org.logcl.cli;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.logcl.kernel.Backend;
import org.logcl.report.ReportPage;
import org.logcl.verify.Report;

/** The page of a verification, with what was verified where and when. */
final class VerificationPage {
  private VerificationPage() {}

  static byte[] of(Report report, Backend backend, double took) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Device", report.device());
    facts.put("Driver", report.driver());
    facts.put("Backend", backend.kind());
    facts.put("LogCL", Version.logcl());
    facts.put(
        "Java", System.getProperty("java.version") + ", " + System.getProperty("java.vm.name"));
    facts.put(
        "Operating system",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + ", "
            + System.getProperty("os.arch"));
    facts.put(
        "Date",
        ZonedDateTime.now(ZoneId.systemDefault())
            .format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT)));
    facts.put("Rounds", Integer.toString(report.rounds()));
    facts.put("Time", String.format(Locale.ROOT, "%.1f s", took));
    return ReportPage.of(report, facts).getBytes(StandardCharsets.UTF_8);
  }
}
