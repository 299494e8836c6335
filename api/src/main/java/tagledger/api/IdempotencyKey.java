package tagledger.api;

/** Names one request of one actor, however often it is sent. */
public record IdempotencyKey(String actor, String value) {}
