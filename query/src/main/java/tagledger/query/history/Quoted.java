package tagledger.query.history;

/** Names as they stand in a sentence: on one line, and not too long for it. */
final class Quoted {

  private static final int LONGEST = 60;

  private Quoted() {}

  static String of(String name) {
    String line = name.replaceAll("[\\p{Cc}\\u2028\\u2029]", " ");
    boolean fits = line.codePointCount(0, line.length()) <= LONGEST;
    return '"'
        + (fits ? line : line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)) + "…")
        + '"';
  }
}
