package tagledger.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One backup, as it arrives, counted. */
final class Backup {

  private static final String PATH = "/backup";
  private static final int BUFFER = 1 << 16;
  private static final int LONGEST_HEADER = 4096;

  private final Service service;
  private final Output output;
  private final Progress progress;
  private final MessageDigest digest = sha256();
  private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
  private long bytes;

  Backup(Service service, Output output, Progress progress) {
    this.service = service;
    this.output = output;
    this.progress = progress;
  }

  /** Returns when the whole is written. */
  void take() {
    HttpResponse<InputStream> answer = service.stream(PATH);
    try (InputStream body = answer.body()) {
      if (answer.statusCode() != 200) {
        throw Refusal.of(answer, body.readAllBytes());
      }
      byte[] buffer = new byte[BUFFER];
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        output.write(buffer, n);
        digest.update(buffer, 0, n);
        beginning.write(buffer, 0, Math.min(n, LONGEST_HEADER - beginning.size()));
        bytes += n;
        progress.show(bytes, -1, null, "");
      }
    } catch (IOException e) {
      throw cutShort(e);
    }
    output.complete();
  }

  /** Of the last event that is in it, which its first line tells. */
  OptionalLong position() {
    JsonNode header =
        Refusal.json(beginning.toString(UTF_8).lines().findFirst().orElse("").getBytes(UTF_8));
    return header != null && header.path("position").isIntegralNumber()
        ? OptionalLong.of(header.path("position").asLong())
        : OptionalLong.empty();
  }

  long bytes() {
    return bytes;
  }

  /** Of the file, as {@code sha256sum} prints it. */
  String digest() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private Failure cutShort(@Nullable Throwable cause) {
    return Failure.unreachable(
        "The service broke off after %s.%n%s is not whole. Back it up again."
            .formatted(Numbers.size(bytes), output.name()),
        cause);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
