package tagledger.app.imports;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a file row by row, in bounded memory. */
interface RowReader extends AutoCloseable {
  String format();

  @Nullable Found next() throws IOException, UnreadableFile;

  @Override
  void close() throws IOException;
}
