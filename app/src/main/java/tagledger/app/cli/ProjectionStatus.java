package tagledger.app.cli;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the service says of a projection. */
final class ProjectionStatus {

  private final JsonNode json;
  private final byte[] raw;

  private ProjectionStatus(JsonNode json, byte[] raw) {
    this.json = json;
    this.raw = raw;
  }

  /** How far one generation of it is; the rate and the time left are below 0 where unknown. */
  record Figures(int generation, long position, long head, double rate, double left) {

    static Figures of(JsonNode json) {
      long position = json.path("position").asLong(0);
      return new Figures(
          json.path("generation").asInt(0),
          position,
          position + json.path("lag_events").asLong(0),
          json.path("events_per_second").asDouble(-1),
          json.path("seconds_left").asDouble(-1));
    }

    long lag() {
      return head - position;
    }

    @Nullable Duration timeLeft() {
      return left < 0 ? null : Duration.ofMillis((long) (left * 1000));
    }
  }

  /**
   * @throws Failure where the answer is something else
   */
  static ProjectionStatus of(HttpResponse<byte[]> answer) {
    JsonNode json = Refusal.json(answer.body());
    if (answer.statusCode() >= 300 || json == null || !json.path("generation").isNumber()) {
      throw Refusal.of(answer, answer.body());
    }
    return new ProjectionStatus(json, answer.body());
  }

  /** The same for all of them. */
  static List<ProjectionStatus> allOf(HttpResponse<byte[]> answer) {
    JsonNode json = Refusal.json(answer.body());
    if (answer.statusCode() >= 300 || json == null || !json.isArray()) {
      throw Refusal.of(answer, answer.body());
    }
    return json.valueStream().map(each -> new ProjectionStatus(each, new byte[0])).toList();
  }

  /** As it came, where it came alone. */
  byte[] raw() {
    return raw;
  }

  String name() {
    return json.path("name").asString("");
  }

  long deadLetters() {
    return json.path("dead_letters").asLong(0);
  }

  Figures serving() {
    return Figures.of(json);
  }

  /** Null where none is being built. */
  @Nullable Figures building() {
    JsonNode building = json.path("building");
    return building.isObject() ? Figures.of(building) : null;
  }

  /** Why it does not go on, or the one that is being built; null where all is well. */
  @Nullable String error() {
    JsonNode building = json.path("building").path("last_error");
    JsonNode error = building.isString() ? building : json.path("last_error");
    return error.isString() ? error.asString() : null;
  }
}
