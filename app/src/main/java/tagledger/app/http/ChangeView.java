package tagledger.app.http;

import static java.time.ZoneOffset.UTC;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import tagledger.api.Change;
import tagledger.api.Change.Detail;

/** A change as it is shown. */
@JsonPropertyOrder({"id", "position", "time", "actor", "request_id", "reason", "store_id"})
record ChangeView(
    String id,
    long position,
    String time,
    String actor,
    @JsonProperty("request_id") String requestId,
    @Nullable String reason,
    @JsonProperty("store_id") int storeId,
    String summary,
    Iterator<Detail> details) {

  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(UTC);

  static ChangeView of(Change change) {
    return new ChangeView(
        change.id(),
        change.position(),
        MICROSECONDS.format(change.time()),
        change.actor(),
        change.requestId(),
        change.reason(),
        change.storeId(),
        change.summary(),
        change.details());
  }
}
