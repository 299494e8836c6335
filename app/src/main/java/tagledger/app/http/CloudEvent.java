package tagledger.app.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRawValue;
import org.jspecify.annotations.Nullable;
import tagledger.api.LoggedEvent;
import tagledger.api.Metadata;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event in the JSON format of CloudEvents 1.0, whose attributes are lower-case letters only.
 *
 * @param sequence its place among its store's events; a number beyond 32 bits is none there
 * @param data as it was stored, to the digit; absent where a redaction has left none
 * @param redacted true or absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"specversion", "id", "source", "type", "time", "datacontenttype"})
record CloudEvent(
    String specversion,
    String id,
    String source,
    String type,
    String time,
    String datacontenttype,
    String sequence,
    String revision,
    @Nullable String actor,
    @Nullable String request,
    @Nullable String command,
    @Nullable String commandid,
    @Nullable String change,
    @Nullable String undoes,
    @Nullable String reason,
    String digest,
    @Nullable Boolean redacted,
    @JsonRawValue @Nullable String data) {

  static final String BATCH = "application/cloudevents-batch+json";

  static CloudEvent of(LoggedEvent event, JsonMapper json) {
    JsonNode metadata = json.readTree(event.metadata());
    return new CloudEvent(
        "1.0",
        Long.toString(event.position()),
        "/" + event.aggregate(),
        event.type(),
        event.recordedAt().toString(),
        "application/json",
        Long.toString(event.sequenceNumber()),
        event.revision(),
        text(metadata, Metadata.ACTOR),
        text(metadata, Metadata.REQUEST),
        text(metadata, Metadata.COMMAND),
        text(metadata, Metadata.COMMAND_ID),
        text(metadata, Metadata.CHANGE),
        text(metadata, Metadata.UNDOES),
        text(metadata, Metadata.REASON),
        event.digest(),
        event.isRedacted() ? true : null,
        event.payload().isBlank() ? null : event.payload());
  }

  private static @Nullable String text(JsonNode metadata, String key) {
    return metadata.path(key).stringValue(null);
  }
}
