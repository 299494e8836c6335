package tagledger.api;

import java.time.Instant;

/**
 * An event as it stands in the log. Payload and metadata are the JSON that was stored, and empty
 * where a redaction has left none.
 *
 * @param aggregate such as {@code store/1}
 * @param sequenceNumber its place among that aggregate's events, from 0
 * @param digest hexadecimal, of the event as it first was
 */
public record LoggedEvent(
    long position,
    String aggregate,
    long sequenceNumber,
    String type,
    String revision,
    Instant recordedAt,
    String payload,
    String metadata,
    String digest,
    boolean isRedacted) {}
