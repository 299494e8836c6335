package tagledger.app.imports;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file row by row, in memory that does not grow with the file. An {@link IOException} of
 * the file's own stream passes through as it is.
 */
interface RowReader extends AutoCloseable {

  /** How the file tells its rows: shopify-csv, csv, wxr or ndjson. */
  String format();

  /**
   * What comes next, or nothing at the end.
   *
   * @throws UnreadableFile where nothing more can be read; what was read before stays good
   */
  @Nullable Found next() throws IOException, UnreadableFile;

  /** How many rows of the file were read so far, some of which may make up one thing together. */
  long rows();

  @Override
  void close() throws IOException;
}
