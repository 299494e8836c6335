package tagledger.app.input;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The kinds of text that a thing has, and what each may be. */
public enum Text {
  NAME(80),
  TITLE(255),
  PASSWORD(255),
  /** By which an import knows a thing again. */
  KEY(300),
  /** May be empty, and is measured in bytes of UTF-8. */
  CONTENT(1 << 20) {
    @Override
    @Nullable String misfit(String text) {
      return text.getBytes(StandardCharsets.UTF_8).length > longest() ? tooLong() : null;
    }

    @Override
    public String tooLong() {
      return "Longer than maximum length " + longest() + " bytes.";
    }
  };

  private final int longest;

  Text(int longest) {
    this.longest = longest;
  }

  /** How many characters, or bytes, it may have. */
  public int longest() {
    return longest;
  }

  /** What keeps a text from being of this kind, or nothing. */
  public @Nullable String fault(String text) {
    return isStorable(text) ? misfit(text) : "Not a valid string.";
  }

  /** What is said of a text that has more than it may. */
  public String tooLong() {
    return "Longer than maximum length " + longest + ".";
  }

  @Nullable String misfit(String text) {
    if (text.isEmpty()) {
      return "Shorter than minimum length 1.";
    }
    return text.codePointCount(0, text.length()) > longest ? tooLong() : null;
  }

  /** PostgreSQL's text holds no NUL, and UTF-8 no half of a surrogate pair. */
  private static boolean isStorable(String text) {
    return text.codePoints()
        .allMatch(
            point ->
                point != 0
                    && !(point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE));
  }
}
