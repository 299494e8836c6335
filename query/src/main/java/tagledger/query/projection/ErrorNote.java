package tagledger.query.projection;

import java.util.Map;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.EventTrackerStatusChangeListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.api.UnknownEvent;

/**
 * Leaves beside the tables why they do not go on, for whichever node is asked; and has nobody here
 * wait for what this version will never read.
 */
final class ErrorNote implements EventTrackerStatusChangeListener {

  private static final Logger log = LoggerFactory.getLogger(ErrorNote.class);

  private final JdbcTemplate jdbc;
  private final Progress progress;

  ErrorNote(Projection projection) {
    this.jdbc = new JdbcTemplate(projection.writer());
    this.progress = projection.progress();
  }

  @Override
  public void onEventTrackerStatusChange(Map<Integer, EventTrackerStatus> statuses) {
    statuses
        .values()
        .forEach(
            status -> {
              progress.standsAt(unknownEvent(status));
              note(status.isErrorState() ? text(status) : null);
            });
  }

  /** The event that this version cannot read, where that is why. */
  static @Nullable UnknownEvent unknownEvent(EventTrackerStatus status) {
    for (Throwable cause = status.getError(); cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownEvent unknown) {
        return unknown;
      }
    }
    return null;
  }

  private void note(@Nullable String error) {
    try {
      jdbc.update("UPDATE generation SET error = ? WHERE error IS DISTINCT FROM ?", error, error);
    } catch (DataAccessException e) {
      log.debug("The error cannot be told", e);
    }
  }

  private static String text(EventTrackerStatus status) {
    Throwable error = status.getError();
    return error.getMessage() == null ? error.toString() : error.getMessage();
  }
}
