package tagledger.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** One export, line by line as the service reads it, counted. */
final class Export {

  private static final int BUFFER = 1 << 16;

  private final Service service;
  private final Output output;
  private final Progress progress;
  private long bytes;
  private long lines;

  Export(Service service, Output output, Progress progress) {
    this.service = service;
    this.output = output;
    this.progress = progress;
  }

  /** Returns when the whole is written. */
  void of(int store) {
    HttpResponse<InputStream> answer = service.stream("/store/" + store + "/export");
    try (InputStream body = answer.body()) {
      if (answer.statusCode() != 200) {
        throw Refusal.of(answer, body.readAllBytes());
      }
      copy(body);
    } catch (IOException e) {
      throw cutShort(e.getMessage(), e);
    }
    output.complete();
  }

  long bytes() {
    return bytes;
  }

  long lines() {
    return lines;
  }

  private void copy(InputStream body) throws IOException {
    byte[] buffer = new byte[BUFFER];
    byte last = '\n';
    for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
      output.write(buffer, n);
      for (int i = 0; i < n; i++) {
        lines += buffer[i] == '\n' ? 1 : 0;
      }
      bytes += n;
      last = n > 0 ? buffer[n - 1] : last;
      progress.show(bytes, -1, null, Numbers.of(lines) + " lines");
    }
    if (last != '\n') {
      throw cutShort("its last line has no end", null);
    }
  }

  private Failure cutShort(@Nullable String why, @Nullable Throwable cause) {
    return Failure.unreachable(
        "The service broke off after %s lines (%s).%n%s is not whole. Export it again."
            .formatted(Numbers.of(lines), why, output.name()),
        cause);
  }
}
