package tagledger.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A state of the catalogue: all up to a position.
 *
 * @param time when the position's event was recorded; nothing at position 0, before the first
 * @param settled whether it stays the answer to what was asked: nothing recorded later can come
 *     before it
 */
public record Moment(long position, @Nullable Instant time, boolean settled) {}
