package tagledger.command.backup;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import tagledger.api.Backup.Unusable;
import tagledger.command.log.Head;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The first line of the file, as JSON for people and programs: what it is, and the log's head.
 *
 * @param recordedAt nothing where the log has never been written to
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Header(
    String format,
    int version,
    long position,
    @Nullable Instant recordedAt,
    int lastStore,
    int lastItem,
    int lastPost,
    int lastTag) {

  static final int VERSION = 1;

  private static final String FORMAT = "tagledger-backup";
  private static final int LONGEST = 4096;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static Header of(Head head) {
    OffsetDateTime time = head.recordedAt();
    return new Header(
        FORMAT,
        VERSION,
        head.position(),
        time.equals(OffsetDateTime.MIN) ? null : time.toInstant(),
        head.lastStore(),
        head.lastItem(),
        head.lastPost(),
        head.lastTag());
  }

  byte[] line() {
    return (JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  static Header read(InputStream in) throws IOException {
    try {
      JsonNode json = JSON.readTree(line(in));
      if (!json.path("format").asString("").equals(FORMAT)) {
        throw new Unusable("This is no backup of Tagledger.");
      }
      int version = json.path("version").asInt(0);
      if (version != VERSION) {
        throw new Unusable(
            "The backup is of format %d, and this version of Tagledger reads format %d: restore it with the version that made it, or a newer one."
                .formatted(version, VERSION));
      }
      return JSON.treeToValue(json, Header.class);
    } catch (JacksonException e) {
      throw new Unusable("This is no backup of Tagledger.");
    }
  }

  private static byte[] line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (line.size() < LONGEST) {
      int next = in.read();
      if (next < 0 || next == '\n') {
        return line.toByteArray();
      }
      line.write(next);
    }
    throw new Unusable("This is no backup of Tagledger.");
  }
}
