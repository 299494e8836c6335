package tagledger.query.history;

import org.jspecify.annotations.Nullable;
import tagledger.api.Change.Detail;

/**
 * A detail of a command.
 *
 * @param bearer the name of what bears the tag, where that was asked for
 * @param tag the name of the tag, where that was asked for
 */
record DetailRow(long command, Detail detail, @Nullable String bearer, @Nullable String tag) {}
