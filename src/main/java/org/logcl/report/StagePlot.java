package org.logcl.report;

import java.util.List;
import java.util.Locale;
import org.logcl.verify.Band;
import org.logcl.verify.Stage;

/**
 * Errors of one stage as SVG: above, the worst error in ulp for each power of two of the truth, on
 * a logarithmic scale with 0 at its foot; below, the largest share of the bound.
 */
final class StagePlot {
  private static final double LEFT = 46;
  private static final double RIGHT = 386;
  private static final double TOP = 8;
  private static final double FOOT = 128;
  private static final double ZERO = 140;
  private static final double SHARE_TOP = 158;
  private static final double SHARE_FOOT = 196;
  private static final double HEIGHT = 230;

  private final Stage stage;
  private final List<Band> bands;
  private final int first;
  private final double step;
  // Decades of the error's scale.
  private final int low;
  private final int high;

  StagePlot(Stage stage) {
    this.stage = stage;
    bands = stage.bands();
    int smallest =
        bands.stream().mapToInt(Band::exponent).filter(e -> e > Band.LOWEST).min().orElse(0);
    int largest = bands.stream().mapToInt(Band::exponent).max().orElse(0);
    // A column left of all others for the lowest band, and room for a few columns at least.
    first = smallest - 2;
    step = (RIGHT - LEFT) / Math.max(8, largest - first + 1);
    double least = 1;
    double most = 1;
    for (Band band : bands) {
      for (double error : new double[] {band.worstError(), band.worstNaive()}) {
        double ulps = error / band.ulp();
        if (band.exponent() > Band.LOWEST && ulps > 0 && Double.isFinite(ulps)) {
          least = Math.min(least, ulps);
          most = Math.max(most, ulps);
        }
      }
    }
    low = (int) Math.floor(Math.log10(least));
    high = Math.max(low + 1, (int) Math.ceil(Math.log10(most)));
  }

  void append(StringBuilder page) {
    page.append("<svg viewBox=\"0 0 400 ").append((int) HEIGHT).append("\" role=\"img\"");
    page.append(" aria-label=\"Errors of ").append(Html.text(stage.stage()));
    page.append(" by the size of the truth: ").append(description()).append("\">\n");
    errorAxis(page);
    shareAxis(page);
    sizeAxis(page);
    bands.forEach(band -> column(page, band));
    page.append("</svg>\n");
  }

  private String description() {
    return String.format(
        Locale.ROOT,
        "%d powers of two, worst error %s, largest share of the bound %s percent",
        bands.size(),
        figure(stage.worstAbsolute()),
        figure(100 * stage.shareOfBound()));
  }

  private void errorAxis(StringBuilder page) {
    int every = Math.max(1, (high - low + 4) / 5);
    for (int decade = low; decade <= high; ++decade) {
      if (Math.floorMod(decade, every) == 0) {
        double y = y(Math.pow(10, decade));
        line(page, "grid", LEFT, y, RIGHT, y);
        power(page, LEFT - 5, y + 3.5, "end", 10, decade);
      }
    }
    line(page, "grid", LEFT, ZERO, RIGHT, ZERO);
    text(page, LEFT - 5, ZERO + 3.5, "end", "0");
    page.append(
        String.format(
            Locale.ROOT,
            "<text transform=\"translate(10 %.0f) rotate(-90)\" text-anchor=\"middle\">error, ulp</text>%n",
            (TOP + ZERO) / 2));
  }

  private void shareAxis(StringBuilder page) {
    line(page, "grid", LEFT, SHARE_FOOT, RIGHT, SHARE_FOOT);
    line(page, "limit", LEFT, SHARE_TOP, RIGHT, SHARE_TOP);
    text(page, LEFT - 5, SHARE_TOP + 3.5, "end", "100 %");
    text(page, LEFT - 5, SHARE_FOOT + 3.5, "end", "0 %");
  }

  private void sizeAxis(StringBuilder page) {
    int last = first + (int) Math.round((RIGHT - LEFT) / step) - 1;
    int every = 1;
    while ((last - first) / every > 8) {
      every *= 2;
    }
    boolean zero = !bands.isEmpty() && bands.get(0).exponent() == Band.LOWEST;
    double from = zero ? x(Band.LOWEST) + 26 : LEFT; // clear of the 0
    for (int exponent = first + 2; exponent <= last; ++exponent) {
      if (Math.floorMod(exponent, every) == 0 && x(exponent) >= from) {
        line(page, "grid", x(exponent), SHARE_FOOT, x(exponent), SHARE_FOOT + 3);
        power(page, x(exponent), SHARE_FOOT + 15, "middle", 2, exponent);
      }
    }
    if (zero) {
      text(page, x(Band.LOWEST), SHARE_FOOT + 15, "middle", "0");
    }
    text(page, (LEFT + RIGHT) / 2, HEIGHT - 3, "middle", "|truth|");
  }

  private void column(StringBuilder page, Band band) {
    double x = x(band.exponent());
    boolean lowest = band.exponent() == Band.LOWEST;
    double device = band.worstError() / band.ulp();
    double naive = band.worstNaive() / band.ulp();
    page.append("<g><title>").append(title(band, device, naive)).append("</title>");
    rectangle(page, "hit", x - step / 2, TOP - 4, step, SHARE_FOOT - TOP + 4);
    if (!lowest) {
      double radius = Math.max(1.4, Math.min(3, step / 2.4));
      circle(page, "naive", x, y(naive), radius);
      circle(page, "device", x, y(device), radius);
    }
    boolean over = !(band.worstShare() <= 1);
    double height = (SHARE_FOOT - SHARE_TOP) * (over ? 1.1 : band.worstShare());
    double width = Math.min(14, 0.8 * step);
    rectangle(page, over ? "over" : "share", x - width / 2, SHARE_FOOT - height, width, height);
    page.append("</g>\n");
  }

  private static String title(Band band, double device, double naive) {
    boolean lowest = band.exponent() == Band.LOWEST;
    return String.format(
        Locale.ROOT,
        "%s: worst %s, naive %s, %s %% of the bound (%,d values)",
        lowest ? "0 or smaller than every float32" : "2^" + band.exponent(),
        lowest ? figure(band.worstError()) : figure(device) + " ulp",
        lowest ? figure(band.worstNaive()) : figure(naive) + " ulp",
        figure(100 * band.worstShare()),
        band.values());
  }

  private static String figure(double value) {
    return Double.isNaN(value)
        ? "no number"
        : Double.isInfinite(value) ? "infinite" : String.format(Locale.ROOT, "%.3g", value);
  }

  private double x(int exponent) {
    return LEFT + (Math.max(exponent, first) - first + 0.5) * step;
  }

  private double y(double ulps) {
    if (ulps == 0) {
      return ZERO;
    }
    // Infinite errors, and NaN, at the top edge.
    double share = ulps <= Double.MAX_VALUE ? (Math.log10(ulps) - low) / (high - low) : 1.03;
    return FOOT - share * (FOOT - TOP);
  }

  private static void line(
      StringBuilder page, String kind, double x1, double y1, double x2, double y2) {
    page.append(
        String.format(
            Locale.ROOT,
            "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
            kind,
            x1,
            y1,
            x2,
            y2));
  }

  private static void rectangle(
      StringBuilder page, String kind, double x, double y, double width, double height) {
    page.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
            kind,
            x,
            y,
            width,
            height));
  }

  private static void circle(StringBuilder page, String kind, double x, double y, double radius) {
    page.append(
        String.format(
            Locale.ROOT,
            "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>",
            kind,
            x,
            y,
            radius));
  }

  private static void text(StringBuilder page, double x, double y, String anchor, String text) {
    page.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
            x,
            y,
            anchor,
            text));
  }

  private static void power(
      StringBuilder page, double x, double y, String anchor, int base, int exponent) {
    String raised = "<tspan dy=\"-4\" font-size=\"8\">" + exponent + "</tspan>";
    text(page, x, y, anchor, exponent == 0 ? "1" : exponent == 1 ? "" + base : base + raised);
  }
}
