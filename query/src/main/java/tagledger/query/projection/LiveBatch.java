package tagledger.query.projection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
import tagledger.query.projection.Projector.Batch;
import tagledger.query.projection.Projector.Recorded;

/**
 * The events of one transaction on the tables that serve. Where they cannot be projected as they
 * are, they are once more, carefully. For one thread.
 */
final class LiveBatch {

  /**
   * As long as a batch is written, no other tables take the place of these, and no store that is
   * parked is tried again. Statements see what was committed before each.
   */
  private static final String HOLD =
      "LOCK TABLE generation IN ROW SHARE MODE; "
          + DeadLetterTable.PARKED
          + "; SAVEPOINT before_batch";

  private static final String UNDO = "ROLLBACK TO SAVEPOINT before_batch";

  private final Projector projector;
  private final JdbcTemplate tables;
  private final Map<Integer, Long> parked;
  private final Batch batch;
  private final List<Recorded> events = new ArrayList<>();
  private @Nullable CarefulProjection careful;
  private boolean failed;
  private boolean ended;

  /**
   * Moves the token first, which is among the tables.
   *
   * @param move nothing where the token has been moved
   * @throws org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException where the token
   *     is not this node's to move
   */
  LiveBatch(Projector projector, JdbcTemplate tables, @Nullable TokenMove move) {
    this.projector = projector;
    this.tables = tables;
    this.parked = hold(tables, move);
    this.batch = new PassingBatch(projector.begin(tables), parked);
  }

  void add(Recorded event) {
    events.add(event);
    attempt(() -> batch.add(event));
  }

  /** Writes all. What the transaction does afterwards stays. */
  void end() {
    attempt(batch::end);
    if (failed) {
      tables.execute(UNDO);
      careful = new CarefulProjection(projector::begin, tables, parked);
      careful.project(events);
    }
    ended = true;
  }

  boolean hasEnded() {
    return ended;
  }

  /** Up to which the tables tell of all that happened, but to parked stores. */
  long position() {
    return careful == null ? batch.position() : careful.position();
  }

  List<Recorded> events() {
    return events;
  }

  int parked() {
    return parked.size();
  }

  List<DeadLetter> letters() {
    return careful == null ? List.of() : careful.letters();
  }

  private void attempt(Runnable step) {
    if (failed) {
      return;
    }
    try {
      step.run();
    } catch (Unprojectable e) {
      failed = true;
    }
  }

  /** In one round trip, unless the token does not move so. */
  private static Map<Integer, Long> hold(JdbcTemplate tables, @Nullable TokenMove move) {
    Map<Integer, Long> parked = new HashMap<>();
    if (move != null && move.happens(tables, HOLD, statement -> read(statement, parked))) {
      return parked;
    }
    parked.clear();
    tables.execute(
        HOLD,
        (PreparedStatementCallback<@Nullable Void>)
            statement -> {
              statement.execute();
              read(statement, parked);
              return null;
            });
    return parked;
  }

  private static void read(Statement statement, Map<Integer, Long> parked) throws SQLException {
    while (!statement.getMoreResults() && statement.getUpdateCount() != -1) {}
    try (ResultSet rows = statement.getResultSet()) {
      while (rows.next()) {
        parked.put(rows.getInt(1), rows.getLong(2));
      }
    }
  }
}
