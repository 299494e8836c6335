package tagledger.api;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link Command.Revert} came to.
 *
 * @param change the id of the change that it made; nothing where all was as wanted
 */
public record Reverted(@Nullable String change) {}
