package tagledger.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Rates as horizontal bars on a logarithmic scale, in groups, as SVG. */
public final class Plot {

  private static final int WIDTH = 1_100;
  private static final int LEFT = 400;
  private static final int RIGHT = 90;
  private static final int TOP = 96;
  private static final int BAR = 15;
  private static final int BETWEEN_GROUPS = 13;
  private static final int BOTTOM = 40;
  private static final Map<String, String> COLOURS =
      Map.of(
          "Tagledger", "#0b6e4f",
          "Envers", "#5b7db8",
          "Axon", "#b0577d",
          "Flask", "#d99a2b",
          "floor", "#9aa0a6");

  private record Bar(String candidate, Spread rate) {}

  private record Group(String name, List<Bar> bars) {
    int height() {
      return bars.size() * BAR;
    }
  }

  private final List<Group> groups = new ArrayList<>();
  private final List<String> candidates;
  private final String title;
  private final String subtitle;
  private double least = Double.MAX_VALUE;
  private double most = 1;

  private Plot(String title, String subtitle, List<String> candidates) {
    this.title = title;
    this.subtitle = subtitle;
    this.candidates = candidates;
  }

  /** Of all that was measured. */
  public static String of(String title, String subtitle, Figures figures, List<String> candidates) {
    Plot plot = new Plot(title, subtitle, candidates);
    figures.works().forEach(work -> plot.add(work, figures));
    return plot.svg();
  }

  private void add(String work, Figures figures) {
    List<Bar> bars = new ArrayList<>();
    for (String candidate : candidates) {
      Optional<Spread> rate = figures.rate(work, candidate);
      rate.filter(it -> it.median() > 0).ifPresent(it -> bars.add(new Bar(candidate, it)));
    }
    if (!bars.isEmpty()) {
      groups.add(new Group(work, bars));
      bars.forEach(bar -> least = Math.min(least, bar.rate().min()));
      bars.forEach(bar -> most = Math.max(most, bar.rate().max()));
    }
  }

  private String svg() {
    int height =
        TOP + groups.stream().mapToInt(group -> group.height() + BETWEEN_GROUPS).sum() + BOTTOM;
    StringBuilder out = new StringBuilder();
    out.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" \
        font-family="Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif" font-size="12" fill="#202124">
        <rect width="%1$d" height="%2$d" fill="#ffffff"/>
        """
            .formatted(WIDTH, height));
    text(out, 24, 32, "start", "font-size=\"19\" font-weight=\"bold\"", title);
    text(out, 24, 52, "start", "fill=\"#5f6368\"", subtitle);
    legend(out);
    grid(out, height);
    int y = TOP;
    for (Group group : groups) {
      text(out, LEFT - 10, y + group.height() / 2 + 4, "end", "", group.name());
      for (Bar bar : group.bars()) {
        bar(out, y, bar);
        y += BAR;
      }
      y += BETWEEN_GROUPS;
    }
    return out.append("</svg>\n").toString();
  }

  private void bar(StringBuilder out, int y, Bar bar) {
    double end = x(bar.rate().median());
    out.append(
        "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"1.5\" fill=\"%s\"/>\n"
            .formatted(LEFT, y + 1, end - LEFT, BAR - 2, colour(bar.candidate())));
    double to = end;
    if (bar.rate().min() < bar.rate().max()) {
      to = Math.max(end, x(bar.rate().max()));
      out.append(
          "<path d=\"M%.1f %.1fH%.1f\" stroke=\"#202124\" stroke-width=\"1\" opacity=\"0.55\"/>\n"
              .formatted(x(bar.rate().min()), y + BAR / 2.0, to));
    }
    String figure = String.format(Locale.ROOT, "%,.0f", bar.rate().median());
    text(out, (int) Math.ceil(to) + 6, y + BAR - 4, "start", "font-size=\"11\"", figure);
  }

  private void grid(StringBuilder out, int height) {
    for (double power = from(); power <= to() * 1.0001; power *= 10) {
      double x = x(power);
      out.append(
          "<path d=\"M%.1f %dV%d\" stroke=\"#e8eaed\"/>\n"
              .formatted(x, TOP - 8, height - BOTTOM + 4));
      String label = String.format(Locale.ROOT, "%,.0f", power);
      text(
          out, (int) x, height - BOTTOM + 20, "middle", "fill=\"#5f6368\" font-size=\"11\"", label);
    }
    text(
        out,
        WIDTH - 24,
        height - 6,
        "end",
        "fill=\"#5f6368\" font-size=\"11\"",
        "a second, on a logarithmic scale");
  }

  private void legend(StringBuilder out) {
    int x = LEFT;
    for (String candidate : candidates) {
      out.append(
          "<rect x=\"%d\" y=\"65\" width=\"12\" height=\"12\" rx=\"1.5\" fill=\"%s\"/>\n"
              .formatted(x, colour(candidate)));
      text(out, x + 18, 75, "start", "", candidate);
      x += 40 + 8 * candidate.length();
    }
  }

  private double x(double rate) {
    double share = Math.log(rate / from()) / Math.log(to() / from());
    return LEFT + Math.max(0, share) * (WIDTH - LEFT - RIGHT);
  }

  private double from() {
    return Math.pow(10, Math.floor(Math.log10(Math.max(1, least))));
  }

  private double to() {
    return Math.pow(10, Math.ceil(Math.log10(Math.max(10, most))));
  }

  private static String colour(String candidate) {
    return COLOURS.getOrDefault(candidate, "#3c4043");
  }

  private static void text(
      StringBuilder out, int x, int y, String anchor, String attributes, String text) {
    out.append(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" %s>%s</text>\n"
            .formatted(x, y, anchor, attributes, text.replace("&", "&amp;").replace("<", "&lt;")));
  }
}
