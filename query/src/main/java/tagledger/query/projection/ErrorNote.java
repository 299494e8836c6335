package tagledger.query.projection;

import java.util.Map;
import javax.sql.DataSource;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.EventTrackerStatusChangeListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Leaves beside the tables why they do not go on, for whichever node is asked. */
final class ErrorNote implements EventTrackerStatusChangeListener {

  private static final Logger log = LoggerFactory.getLogger(ErrorNote.class);

  private final JdbcTemplate jdbc;

  ErrorNote(DataSource tables) {
    this.jdbc = new JdbcTemplate(tables);
  }

  @Override
  public void onEventTrackerStatusChange(Map<Integer, EventTrackerStatus> statuses) {
    statuses.values().forEach(status -> note(status.isErrorState() ? text(status) : null));
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
