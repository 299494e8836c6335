package tagledger.bench.rebuild;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tagledger.bench.report.Spread;

/** What was measured, as Markdown. */
final class Report {

  private Report() {}

  /** A series, and the one that it is held against. */
  record Line(Series series, Series floor) {

    private String text() {
      Spread rate = series.eventsPerSecond();
      return "| %s | %s | %s | %s | %s |"
          .formatted(
              series.name(),
              whole(series.events()),
              with("%.2f", series.seconds()),
              "**%s** (%s–%s)"
                  .formatted(whole(rate.median()), whole(rate.min()), whole(rate.max())),
              series == floor ? "1" : with("%.3f", series.comparedTo(floor)));
    }
  }

  static String of(String title, List<String> circumstances, List<Line> lines, List<String> notes) {
    return Stream.of(
            Stream.of("# " + title, ""),
            circumstances.stream().map(each -> "- " + each),
            Stream.of(
                "",
                "| | events | seconds | events a second | times the floor |",
                "|---|--:|--:|--:|--:|"),
            lines.stream().map(Line::text),
            Stream.of(""),
            notes.stream().map(each -> each + "\n"))
        .flatMap(each -> each)
        .collect(Collectors.joining("\n"));
  }

  private static String with(String format, Spread spread) {
    return "%1$s (%1$s–%1$s)"
        .replace("%1$s", format)
        .formatted(spread.median(), spread.min(), spread.max());
  }

  private static String whole(double number) {
    return String.format(Locale.ROOT, "%,.0f", number);
  }
}
