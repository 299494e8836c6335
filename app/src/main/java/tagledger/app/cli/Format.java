package tagledger.app.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the service can read. */
enum Format {
  CSV("text/csv", "csv"),
  WXR("application/xml", "xml|wxr"),
  NDJSON("application/x-ndjson", "ndjson|jsonl");

  private static final String GZIP = ".gz";

  private final String mediaType;
  private final Pattern files;

  Format(String mediaType, String extensions) {
    this.mediaType = mediaType;
    this.files = Pattern.compile("(?is).*\\.(%s)(\\.gz)?".formatted(extensions));
  }

  String mediaType() {
    return mediaType;
  }

  static boolean isCompressed(String file) {
    return file.toLowerCase(Locale.ROOT).endsWith(GZIP);
  }

  /** By the file's extension, before that of its compression. */
  static Optional<Format> of(String file) {
    return Arrays.stream(values()).filter(each -> each.files.matcher(file).matches()).findFirst();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
