package tagledger.app.cli;

import java.io.PrintWriter;
import java.util.List;

/** A report for people. */
final class ReportText {

  private static final int BAD_ROWS = 20;
  private static final int LABEL = 10;
  private static final int NUMBER = 13;
  private static final List<String> MADE = List.of("items", "posts", "tags", "links");
  private static final List<String> WHERE_ANY = List.of("unlinked", "changed", "unchanged");

  private final PrintWriter out;

  ReportText(PrintWriter out) {
    this.out = out;
  }

  /**
   * @param title of what into what
   * @param more where the whole can be read
   */
  void print(ImportReport report, String title, String more) {
    out.println(title);
    MADE.forEach(key -> row(key, report.count(key), ""));
    WHERE_ANY.stream()
        .filter(key -> report.count(key) > 0)
        .forEach(key -> row(key, report.count(key), ""));
    if (report.count("skipped") > 0) {
      row("skipped", report.count("skipped"), report.skippedKinds());
    }
    long bad = report.count("bad");
    if (bad > 0) {
      row("bad rows", bad, "");
      badRows(report, bad, more);
    }
    out.flush();
  }

  private void badRows(ImportReport report, long bad, String more) {
    out.println();
    List<ImportReport.BadRow> listed = report.badRows();
    listed.stream()
        .limit(BAD_ROWS)
        .forEach(row -> out.println("line " + Numbers.of(row.line()) + ": " + row.reason()));
    long rest = bad - Math.min(listed.size(), BAD_ROWS);
    if (rest > 0) {
      out.println("and " + Numbers.of(rest) + " more: GET " + more);
    }
  }

  private void row(String label, long number, String remark) {
    String line =
        "  %%-%ds%%%ds  %%s".formatted(LABEL, NUMBER).formatted(label, Numbers.of(number), remark);
    out.println(line.stripTrailing());
  }
}
