package tagledger.app.imports;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The kinds of file that are read. */
public enum FileType {
  /** Shopify's product export, or a table of items. */
  CSV {
    @Override
    RowReader open(InputStream file, @Nullable String charset) throws IOException, UnreadableFile {
      return CsvFile.open(file, charset);
    }
  },

  /** WordPress's export. */
  XML {
    @Override
    RowReader open(InputStream file, @Nullable String charset) throws IOException, UnreadableFile {
      return WxrReader.open(file);
    }
  },

  NDJSON {
    @Override
    RowReader open(InputStream file, @Nullable String charset) throws IOException, UnreadableFile {
      return NdjsonReader.open(file);
    }
  };

  /**
   * Reads as far as it takes to know the format.
   *
   * @param charset of CSV, where it is not UTF-8; XML tells its own, and NDJSON has no other
   */
  abstract RowReader open(InputStream file, @Nullable String charset)
      throws IOException, UnreadableFile;
}
