package tagledger.app.imports;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Keeps of a row the fields that matter, and looks through all of them for what is no text. */
final class CsvRowBuilder extends AbstractBaseCsvCallbackHandler<CsvRow> {

  /** A thousand tags' names with room for spaces. */
  private static final int LONGEST_KEPT = 1 << 18;

  private static final String MISPLACED_QUOTE =
      "Has something behind a closing quote: a quote (\") that belongs to the text must be"
          + " doubled.";

  private static final String TORN =
      "Seems to be the rest of the row above, which has a quote (\") in the wrong place.";

  private final CsvHeader header;
  private final Charset charset;
  private @Nullable String key;
  private @Nullable String name;
  private @Nullable String price;
  private @Nullable String tags;
  private @Nullable String fault;
  private boolean blank;

  /** Whether it has a quote in a field that is not quoted, as the rest of a torn row has. */
  private boolean stray;

  private boolean misplaced;

  /** From a row with a misplaced quote on, up to one that is whole. */
  private boolean torn;

  CsvRowBuilder(CsvHeader header, Charset charset) {
    this.header = header;
    this.charset = charset;
  }

  /** Where the row begins that is being built. */
  long line() {
    return getStartingLineNumber();
  }

  @Override
  protected void handleBegin(long line) {
    key = null;
    name = null;
    price = null;
    tags = null;
    fault = null;
    blank = true;
    stray = false;
    misplaced = false;
  }

  @Override
  protected void handleField(int column, char[] text, int offset, int length, boolean quoted) {
    inspect(text, offset, length, quoted);
    if (length > CsvRows.LONGEST_FIELD) {
      fault("Has a field of more than " + CsvRows.LONGEST_FIELD + " characters.");
    }
    if (column == header.key()) {
      key = kept(text, offset, length);
    } else if (column == header.name()) {
      name = kept(text, offset, length);
    } else if (column == header.price()) {
      price = kept(text, offset, length);
    } else if (column == header.tags()) {
      tags = kept(text, offset, length);
    }
  }

  private void inspect(char[] text, int offset, int length, boolean quoted) {
    char before = 0;
    for (int i = offset; i < offset + length; i++) {
      char each = text[i];
      if (each == 0) {
        fault("Has a NUL byte, which no text can have.");
      } else if (Malformed.isEscaped(before, each)) {
        misplaced = misplaced || each == CsvGuard.MISPLACED;
        fault(each == CsvGuard.MISPLACED ? MISPLACED_QUOTE : notText(Malformed.unescaped(each)));
      }
      stray = stray || (each == '"' && !quoted);
      blank = blank && Character.isWhitespace(each);
      before = each;
    }
  }

  private String notText(byte unreadable) {
    return Malformed.describe(charset, unreadable)
        + (charset.equals(StandardCharsets.UTF_8)
            ? " Save the file as UTF-8, or send it as text/csv; charset=windows-1252."
            : " Name the charset in which the file was saved, or save it as UTF-8.");
  }

  private @Nullable String kept(char[] text, int offset, int length) {
    if (length > LONGEST_KEPT) {
      fault("Has a field of more than " + LONGEST_KEPT + " characters.");
      return null;
    }
    String kept = new String(text, offset, length);
    return kept.isBlank() ? null : kept;
  }

  private void fault(String message) {
    if (fault == null) {
      fault = message;
    }
  }

  @Override
  protected CsvRow buildRecord() {
    torn = misplaced || (torn && (stray || getFieldCount() != header.columns()));
    if (torn) {
      fault(TORN);
    }
    if (getFieldCount() > header.columns()) {
      fault("Has " + getFieldCount() + " fields where the header has " + header.columns() + ".");
    }
    return new CsvRow(getStartingLineNumber(), key, name, price, tags, fault, blank);
  }
}
