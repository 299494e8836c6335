package tagledger.app.imports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where in each row of CSV the fields are that matter.
 *
 * @param columns how many fields a row has
 * @param key the column, or -1 where there is none
 * @param tags the column, or -1 where there is none
 */
record CsvHeader(
    Layout layout, char separator, int columns, int key, int name, int price, int tags) {

  enum Layout {
    SHOPIFY("Handle", "Title", "Variant Price", "Tags"),
    PLAIN("key", "name", "price", "tags");

    final String key;
    final String name;
    final String price;
    final String tags;

    Layout(String key, String name, String price, String tags) {
      this.key = key;
      this.name = name;
      this.price = price;
      this.tags = tags;
    }
  }

  /** As many as a spreadsheet's sheet has. */
  static final int MOST_COLUMNS = 16_384;

  private static final char[] SEPARATORS = {',', ';', '\t'};
  private static final int LONGEST_SHOWN = 200;

  /**
   * @param text the header's own text, and no more of the file
   */
  static CsvHeader of(String text, long line) throws IOException, UnreadableFile {
    for (char separator : SEPARATORS) {
      CsvHeader header = of(separator, text, line);
      if (header != null) {
        return header;
      }
    }
    throw new UnreadableFile(
        line,
        "The header is \""
            + shown(text)
            + "\". Two are understood: that of Shopify's product export (Handle, Title, Variant"
            + " Price, and Tags where there are any), and name, price, and where you like tags and"
            + " key.");
  }

  private static @Nullable CsvHeader of(char separator, String text, long line)
      throws IOException, UnreadableFile {
    List<String> names = new ArrayList<>();
    for (String name : CsvRows.fields(text, separator, MOST_COLUMNS + 1)) {
      names.add(name.strip().toLowerCase(Locale.ROOT));
    }
    for (Layout layout : Layout.values()) {
      if (has(names, layout.name)
          && has(names, layout.price)
          && (layout == Layout.PLAIN || has(names, layout.key))) {
        if (names.size() > MOST_COLUMNS) {
          throw new UnreadableFile(
              line, "The header has more than " + MOST_COLUMNS + " columns. Remove some.");
        }
        return new CsvHeader(
            layout,
            separator,
            names.size(),
            column(names, layout.key, line),
            column(names, layout.name, line),
            column(names, layout.price, line),
            column(names, layout.tags, line));
      }
    }
    return null;
  }

  private static boolean has(List<String> names, String column) {
    return names.contains(column.toLowerCase(Locale.ROOT));
  }

  private static int column(List<String> names, String column, long line) throws UnreadableFile {
    String name = column.toLowerCase(Locale.ROOT);
    int first = names.indexOf(name);
    if (first != names.lastIndexOf(name)) {
      throw new UnreadableFile(
          line, "The header has the column " + column + " twice. Remove one of them.");
    }
    return first;
  }

  private static String shown(String text) {
    String line = text.strip().replaceAll("\\p{Cntrl}+", " ");
    return line.codePointCount(0, line.length()) <= LONGEST_SHOWN
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST_SHOWN)) + "\u2026";
  }
}
