package tagledger.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** One backup, as it arrives, counted. */
final class Backup {

  private static final String PATH = "/backup";
  private static final String POSITION = "Event-Position";
  private static final int BUFFER = 1 << 16;

  private final Service service;
  private final Output output;
  private final Progress progress;
  private final MessageDigest digest = sha256();
  private long bytes;
  private long position;

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
      position = answer.headers().firstValueAsLong(POSITION).orElse(0);
      byte[] buffer = new byte[BUFFER];
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        output.write(buffer, n);
        digest.update(buffer, 0, n);
        bytes += n;
        progress.show(bytes, -1, null, "");
      }
    } catch (IOException e) {
      throw cutShort(e);
    }
    output.complete();
  }

  /** Of the last event that is in it at least. */
  long position() {
    return position;
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
