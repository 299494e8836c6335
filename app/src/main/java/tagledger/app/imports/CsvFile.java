package tagledger.app.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** CSV, whose header decides what it tells of. */
final class CsvFile {

  private static final int LONGEST_HEADER = 1 << 20;
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final Reader text;
  private final StringBuilder header = new StringBuilder();
  private long line = 1;

  private CsvFile(Reader text) {
    this.text = text;
  }

  static RowReader open(InputStream file, @Nullable String charsetName)
      throws IOException, UnreadableFile {
    Charset charset = charset(charsetName);
    InputStream bytes =
        charset.equals(StandardCharsets.UTF_8)
            ? ByteOrderMark.skip(file, "Save it as UTF-8, or send it as text/csv; charset=utf-16.")
            : file;
    return new CsvFile(new DecodingReader(bytes, charset)).rows(charset);
  }

  private static Charset charset(@Nullable String name) throws UnreadableFile {
    try {
      return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
    } catch (IllegalArgumentException e) {
      throw new UnreadableFile(
          1, "The charset is not known. Save the file as UTF-8, and name no other.");
    }
  }

  private RowReader rows(Charset charset) throws IOException, UnreadableFile {
    readHeader();
    String found = header.toString();
    requireText(found, charset);
    CsvHeader columns = CsvHeader.of(found, line);
    PushbackReader whole = new PushbackReader(text, found.length());
    whole.unread(found.toCharArray());
    CsvRows rows = new CsvRows(whole, columns, new CsvRowBuilder(columns, charset));
    return switch (columns.layout()) {
      case SHOPIFY -> new ShopifyReader(rows, columns);
      case PLAIN -> new PlainCsvReader(rows, columns);
    };
  }

  /**
   * Reads the first line that is not empty, with those before it, and no further: how its fields
   * are parted is not known yet, and what follows may be long in coming.
   */
  private void readHeader() throws IOException, UnreadableFile {
    boolean empty = true;
    boolean begun = true;
    boolean quoted = false;
    boolean closed = false;
    int each = text.read();
    if (each == BYTE_ORDER_MARK) {
      each = text.read();
    }
    for (; each >= 0; each = text.read()) {
      header.append((char) each);
      if (header.length() > LONGEST_HEADER) {
        throw new UnreadableFile(
            line,
            "The header has more than "
                + LONGEST_HEADER
                + " characters. Is this CSV? Look for a quote (\") that is opened and not closed.");
      }
      boolean newline = each == '\n' || each == '\r';
      if (newline && !quoted) {
        if (!empty) {
          return;
        }
        line += each == '\n' && endsWithCrLf() ? 0 : 1;
        continue;
      }
      empty = false;
      if (each == '"' && (quoted || begun || closed)) {
        closed = quoted;
        quoted = !quoted;
      } else {
        closed = false;
      }
      begun = each == ',' || each == ';' || each == '\t';
    }
    if (empty) {
      throw UnreadableFile.empty();
    }
  }

  private boolean endsWithCrLf() {
    int length = header.length();
    return length > 1 && header.charAt(length - 2) == '\r';
  }

  private void requireText(String found, Charset charset) throws UnreadableFile {
    if (found.indexOf(0) >= 0) {
      throw new UnreadableFile(
          line, "The header has NUL bytes. Is the file UTF-16? Save it as UTF-8.");
    }
    char before = 0;
    for (char each : found.toCharArray()) {
      if (Malformed.isEscaped(before, each)) {
        throw new UnreadableFile(
            line,
            "The header is no text. "
                + Malformed.describe(charset, Malformed.unescaped(each))
                + " Save the file as UTF-8, or name its charset: text/csv; charset=windows-1252.");
      }
      before = each;
    }
  }
}
