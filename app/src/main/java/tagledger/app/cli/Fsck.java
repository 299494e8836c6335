package tagledger.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** A comparison by a service that runs, taken as it is told. */
final class Fsck {

  private static final String PATH = "/fsck";

  private final Service service;
  private final FsckReport report;
  private boolean isWhole;

  Fsck(Service service, FsckReport report) {
    this.service = service;
    this.report = report;
  }

  /** Returns when all has been compared. */
  void run() {
    HttpResponse<InputStream> answer = service.streamOfPost(PATH);
    try (InputStream body = answer.body()) {
      if (answer.statusCode() != 200) {
        throw Refusal.of(answer, body.readAllBytes());
      }
      read(body);
    } catch (IOException | JacksonException e) {
      throw cutShort(e);
    }
    if (!isWhole) {
      throw cutShort(null);
    }
  }

  private void read(InputStream body) {
    try (JsonParser json = JsonMapper.shared().createParser(body)) {
      boolean differences = false;
      boolean compared = false;
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return;
      }
      for (String name = json.nextName(); name != null; name = json.nextName()) {
        JsonToken value = json.nextToken();
        if (name.equals("differences") && value == JsonToken.START_ARRAY) {
          while (json.nextToken() != JsonToken.END_ARRAY) {
            report.differs(json.getString());
          }
          differences = true;
        } else if (name.equals("compared") && value == JsonToken.START_OBJECT) {
          for (String what = json.nextName(); what != null; what = json.nextName()) {
            json.nextToken();
            report.compared(what, json.getLongValue());
          }
          compared = true;
        } else {
          json.skipChildren();
        }
      }
      isWhole = differences && compared;
    }
  }

  private Failure cutShort(@Nullable Throwable cause) {
    return Failure.unreachable(
        "The service at %s broke off before all was compared.%nIts log may tell why. Try again."
            .formatted(service.at("")),
        cause);
  }
}
