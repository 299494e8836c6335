package tagledger.app.imports;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of CSV behind its header; those that are all blank are passed over. */
final class CsvRows implements AutoCloseable {

  /** How many characters a field may have, most of which may matter to nobody here. */
  static final int LONGEST_FIELD = 8 * 1024 * 1024;

  /** For the line ends of a quoted field, which count as lines also where the field is too long. */
  private static final int MOST_LINE_ENDS = 1024 * 1024;

  private final CsvRowBuilder builder;
  private final CsvReader<CsvRow> csv;
  private final Iterator<CsvRow> rows;

  /**
   * @param text from the file's beginning
   */
  CsvRows(Reader text, CsvHeader header, CsvRowBuilder builder) throws IOException, UnreadableFile {
    this.builder = builder;
    this.csv =
        csv(header.separator())
            .build(builder, new CsvGuard(text, header.separator(), LONGEST_FIELD + 1));
    this.rows = csv.iterator();
    read();
  }

  /** The next row, or nothing at the end. */
  @Nullable CsvRow next() throws IOException, UnreadableFile {
    CsvRow row = read();
    while (row != null && row.blank()) {
      row = read();
    }
    return row;
  }

  private @Nullable CsvRow read() throws IOException, UnreadableFile {
    try {
      return rows.hasNext() ? rows.next() : null;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (CsvParseException e) {
      throw new UnreadableFile(
          builder.line(),
          "A field of the row that begins here has no end, or more than "
              + LONGEST_FIELD
              + " characters. Look for a quote (\") that is not closed.");
    }
  }

  /** The fields of a text's first row, of which those beyond the most are left out. */
  static List<String> fields(String text, char separator, int most) throws IOException {
    List<String> fields = new ArrayList<>();
    var gathering =
        new AbstractBaseCsvCallbackHandler<List<String>>() {
          @Override
          protected void handleField(
              int index, char[] text, int offset, int length, boolean quoted) {
            if (index < most) {
              fields.add(new String(text, offset, length));
            }
          }

          @Override
          protected List<String> buildRecord() {
            return fields;
          }
        };
    try (CsvReader<List<String>> csv = csv(separator).build(gathering, new StringReader(text))) {
      Iterator<List<String>> rows = csv.iterator();
      return rows.hasNext() ? rows.next() : List.of();
    } catch (CsvParseException e) {
      return List.of();
    }
  }

  private static CsvReader.CsvReaderBuilder csv(char separator) {
    return CsvReader.builder()
        .fieldSeparator(separator)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .allowUnclosedQuote(false)
        .maxBufferSize(LONGEST_FIELD + MOST_LINE_ENDS);
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
