package tagledger.app.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the service says of an import, while it runs and when it is over. */
final class ImportReport {

  private final JsonNode json;
  private final byte[] raw;

  private ImportReport(JsonNode json, byte[] raw) {
    this.json = json;
    this.raw = raw;
  }

  /** A row that could not be taken. */
  record BadRow(long line, String reason) {}

  /** Empty where it is something else, such as a refusal. */
  static Optional<ImportReport> of(byte[] body) {
    JsonNode json = Refusal.json(body);
    return json != null && json.path("state").isString()
        ? Optional.of(new ImportReport(json, body))
        : Optional.empty();
  }

  /** As it came. */
  byte[] raw() {
    return raw;
  }

  String state() {
    return json.path("state").asString();
  }

  boolean isRunning() {
    return state().equals("running");
  }

  boolean isDone() {
    return state().equals("done");
  }

  boolean isDryRun() {
    return json.path("dry_run").asBoolean(false);
  }

  long count(String key) {
    return json.path(key).asLong(0);
  }

  boolean has(String key) {
    return json.has(key);
  }

  @Nullable String message() {
    return json.path("message").isString() ? json.path("message").asString() : null;
  }

  /** By kind, the most frequent first. */
  String skippedKinds() {
    return json.path("skipped_kinds").properties().stream()
        .sorted(
            Map.Entry.comparingByValue((one, other) -> Long.compare(other.asLong(), one.asLong())))
        .map(kind -> kind.getKey() + " " + Numbers.of(kind.getValue().asLong()))
        .collect(Collectors.joining(", "));
  }

  /** As many as the service lists. */
  List<BadRow> badRows() {
    return json.path("errors").values().stream()
        .filter(JsonNode::isObject)
        .map(row -> new BadRow(row.path("line").asLong(0), row.path("reason").asString("")))
        .toList();
  }

  OptionalDouble seconds(String key) {
    return json.path(key).isNumber()
        ? OptionalDouble.of(json.path(key).asDouble())
        : OptionalDouble.empty();
  }
}
