package tagledger.app.imports;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tagledger.api.Row;
import tagledger.app.input.Faults;
import tagledger.app.input.Price;
import tagledger.app.input.Text;

/** A table of items: each row is one. */
final class PlainCsvReader implements RowReader {

  private static final CsvHeader.Layout COLUMNS = CsvHeader.Layout.PLAIN;

  private final CsvRows rows;
  private final boolean tagged;
  private final PlaceKeys keys = new PlaceKeys();
  private long count;

  PlainCsvReader(CsvRows rows, CsvHeader header) {
    this.rows = rows;
    this.tagged = header.tags() >= 0;
  }

  @Override
  public String format() {
    return "csv";
  }

  @Override
  public @Nullable Found next() throws IOException, UnreadableFile {
    CsvRow row = rows.next();
    if (row == null) {
      return null;
    }
    count++;
    return row.fault() == null ? found(row) : new Found.Bad(row.line(), row.fault());
  }

  private Found found(CsvRow row) {
    Faults faults = new Faults();
    String name =
        row.name() == null
            ? faults.add(COLUMNS.name, Faults.MISSING)
            : faults.text(COLUMNS.name, row.name(), Text.NAME);
    BigDecimal price =
        row.price() == null
            ? faults.add(COLUMNS.price, Faults.MISSING)
            : faults.price(COLUMNS.price, Price.number(row.price()));
    List<String> tags = tags(row, faults);
    String key = row.key();
    if (key != null) {
      faults.text(COLUMNS.key, key, Text.KEY);
    } else if (name != null) {
      key = keys.next(PlaceKeys.Kind.ITEM, name);
      if (key == null) {
        return new Found.Bad(row.line(), PlaceKeys.FULL);
      }
    }
    return key != null && faults.isEmpty()
        ? new Found.Good(new Row.OfItem(row.line(), key, name, price, tags))
        : Found.Bad.of(row.line(), faults);
  }

  private @Nullable List<String> tags(CsvRow row, Faults faults) {
    if (!tagged) {
      return null;
    }
    TagNames names = new TagNames();
    if (row.tags() != null) {
      names.addSeparated(row.tags());
    }
    return names.verified(faults);
  }

  @Override
  public long rows() {
    return count;
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
