package tagledger.app.imports;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Keeps of a row the fields that matter, and looks through all of them for what is no text. */
final class CsvRowBuilder extends AbstractBaseCsvCallbackHandler<CsvRow> {

  /** A thousand tags' names with room for spaces. */
  private static final int LONGEST_KEPT = 1 << 18;

  private final CsvHeader header;
  private final Charset charset;
  private @Nullable String key;
  private @Nullable String name;
  private @Nullable String price;
  private @Nullable String tags;
  private @Nullable String fault;
  private boolean blank;

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
  }

  @Override
  protected void handleField(int column, char[] text, int offset, int length, boolean quoted) {
    inspect(text, offset, length);
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

  private void inspect(char[] text, int offset, int length) {
    char before = 0;
    for (int i = offset; i < offset + length; i++) {
      char each = text[i];
      if (each == 0) {
        fault("Has a NUL byte, which no text can have.");
      } else if (Malformed.isEscaped(before, each)) {
        fault(notText(Malformed.unescaped(each)));
      }
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
    if (getFieldCount() > header.columns()) {
      fault("Has " + getFieldCount() + " fields where the header has " + header.columns() + ".");
    }
    return new CsvRow(getStartingLineNumber(), key, name, price, tags, fault, blank);
  }
}
