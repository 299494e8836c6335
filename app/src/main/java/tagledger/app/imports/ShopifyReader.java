package tagledger.app.imports;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tagledger.app.input.Faults;
import tagledger.app.input.Text;

/**
 * Shopify's product export: the rows of one handle are one product. Those that follow each other
 * tell of it; rows of its handle further down are variants of what is told already.
 */
final class ShopifyReader implements RowReader {

  private static final CsvHeader.Layout COLUMNS = CsvHeader.Layout.SHOPIFY;

  private final CsvRows rows;
  private final boolean tagged;
  private final PlaceKeys handles = new PlaceKeys();
  private @Nullable CsvRow ahead;
  private @Nullable UnreadableFile end;
  private long count;

  ShopifyReader(CsvRows rows, CsvHeader header) {
    this.rows = rows;
    this.tagged = header.tags() >= 0;
  }

  @Override
  public String format() {
    return "shopify-csv";
  }

  @Override
  public @Nullable Found next() throws IOException, UnreadableFile {
    CsvRow first = peek();
    if (end != null) {
      throw end;
    }
    if (first == null) {
      return null;
    }
    ahead = null;
    Faults faults = new Faults();
    String handle =
        first.key() == null
            ? faults.add(COLUMNS.key, Faults.MISSING)
            : faults.text(COLUMNS.key, first.key(), Text.KEY);
    if (handle == null) {
      return first.fault() == null
          ? Found.Bad.of(first.line(), faults)
          : new Found.Bad(first.line(), first.fault());
    }
    ShopifyProduct product = new ShopifyProduct(handle, first, tagged);
    CsvRow row = peek();
    while (row != null && handle.equals(row.key())) {
      ahead = null;
      product.add(row);
      row = peek();
    }
    Found found = product.found();
    boolean tells = found instanceof Found.Good && product.hasTitle();
    return tells && isTold(handle) ? product.variants() : found;
  }

  /** Whether it was asked before. */
  private boolean isTold(String handle) {
    return handles.place(PlaceKeys.Kind.ITEM, handle) > 1;
  }

  /** The next row, or nothing at the end, also where the rest is unreadable. */
  private @Nullable CsvRow peek() throws IOException {
    if (ahead == null && end == null) {
      try {
        ahead = rows.next();
      } catch (UnreadableFile e) {
        end = e;
      }
      count += ahead == null ? 0 : 1;
    }
    return ahead;
  }

  @Override
  public long rows() {
    return ahead == null ? count : count - 1;
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
