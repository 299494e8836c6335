package tagledger.command.check;

/** What others have written, fit for one line. */
final class Line {

  private static final int LONGEST = 300;

  private Line() {}

  static String quoted(String text) {
    return '"' + fit(text) + '"';
  }

  static String reason(Throwable failure) {
    String message = failure.getMessage();
    return fit(message == null ? failure.getClass().getSimpleName() : message);
  }

  private static String fit(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
