package tagledger.api;

/**
 * What a command is answered whose {@link IdempotentRequest} came before: it was not decided again.
 *
 * @param outcome what it came to the first time: what it answered, or the {@link Rejection}
 * @param position the one that was told with it, see {@link Metadata#POSITION}
 */
public record FirstOutcome(Object outcome, long position) {}
