package tagledger.app.cli;

import java.io.PrintWriter;
import java.util.Map;

/** A comparison for people: the differences, a line each, or else what was compared. */
final class FsckText extends FsckReport {

  private final PrintWriter out;

  FsckText(PrintWriter out) {
    this.out = out;
  }

  @Override
  void print(String difference) {
    out.println(printable(difference));
  }

  @Override
  void end() {
    if (differences() == 0) {
      out.println("No difference from the log. Compared:");
      table(out, compared());
    }
    out.flush();
  }

  static void table(PrintWriter out, Map<String, Long> counts) {
    int label = counts.keySet().stream().mapToInt(String::length).max().orElse(0);
    int number =
        counts.values().stream().mapToInt(each -> Numbers.of(each).length()).max().orElse(0);
    counts.forEach(
        (what, count) ->
            out.println(
                "  "
                    + what
                    + " ".repeat(label - what.length() + 2 + number - Numbers.of(count).length())
                    + Numbers.of(count)));
  }

  /** A name may hold what would move a terminal's cursor. */
  private static String printable(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            each -> {
              if (Character.isISOControl(each)) {
                printable.append("\\u%04x".formatted(each));
              } else {
                printable.appendCodePoint(each);
              }
            });
    return printable.toString();
  }
}
