package tagledger.api;

import java.util.List;

/** A part of the log, in its order and without a gap. */
public record LoggedEvents(List<LoggedEvent> events) {}
