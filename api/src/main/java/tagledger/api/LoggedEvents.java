package tagledger.api;

import java.util.List;

/**
 * A part of the log, in its order: without a gap, but for what may not be told.
 *
 * @param reached up to where that part goes; where there is nothing more, the position after which
 *     it was asked for
 */
public record LoggedEvents(List<LoggedEvent> events, long reached) {}
