package tagledger.app.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** The kinds of files that can be imported. */
public enum Format {
  CSV,
  WXR,
  NDJSON;

  RowReader open(InputStream in, @Nullable Charset charset) throws IOException, UnreadableFile {
    throw new UnreadableFile(1, "none");
  }
}
