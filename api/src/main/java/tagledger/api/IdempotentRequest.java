package tagledger.api;

/**
 * A write that is to be done once, however often it is asked for under its key within a day.
 *
 * @param digest of all that is asked for, as hexadecimal digits: who asks for anything else under
 *     the same key is refused
 * @param status by which its success is answered
 */
public record IdempotentRequest(IdempotencyKey key, String digest, int status) {}
