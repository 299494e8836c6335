package tagledger.app.imports;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tagledger.api.Row;
import tagledger.app.input.Faults;
import tagledger.app.input.Price;
import tagledger.app.input.Text;

/**
 * A product as its rows tell it: by the first title and the first price that there are, and the
 * tags of all. Where one of its rows is bad, so is the product.
 */
final class ShopifyProduct {

  private static final CsvHeader.Layout COLUMNS = CsvHeader.Layout.SHOPIFY;

  private final String handle;
  private final long line;
  private final boolean tagged;
  private final TagNames tags = new TagNames();
  private @Nullable String title;
  private @Nullable String price;
  private Found.@Nullable Bad bad;

  ShopifyProduct(String handle, CsvRow first, boolean tagged) {
    this.handle = handle;
    this.line = first.line();
    this.tagged = tagged;
    add(first);
  }

  void add(CsvRow row) {
    if (bad == null && row.fault() != null) {
      bad = new Found.Bad(row.line(), row.fault());
    }
    if (title == null) {
      title = row.name();
    }
    if (price == null) {
      price = row.price();
    }
    if (row.tags() != null) {
      tags.addSeparated(row.tags());
    }
  }

  boolean hasTitle() {
    return title != null;
  }

  Found found() {
    if (bad != null) {
      return bad;
    }
    if (title == null) {
      return variants();
    }
    Faults faults = new Faults();
    String name = faults.text(COLUMNS.name, title, Text.NAME);
    BigDecimal amount =
        price == null
            ? faults.add(COLUMNS.price, Faults.MISSING)
            : faults.price(COLUMNS.price, Price.number(price));
    List<String> names = tags.verified(faults);
    return faults.isEmpty()
        ? new Found.Good(new Row.OfItem(line, handle, name, amount, tagged ? names : null))
        : Found.Bad.of(line, faults);
  }

  /** What the rows say where the product was told before. */
  Found variants() {
    return new Found.Good(new Row.OfItem(line, handle, null, null, null));
  }
}
