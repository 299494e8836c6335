package tagledger.query.projection;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.api.Findings;
import tagledger.api.Inspection;
import tagledger.query.projection.Projector.Batch;

/**
 * Fills temporary tables from the log's first event to the last that the tables that serve tell of,
 * and compares each row. All in one transaction, which sees the one state of the database and what
 * it fills itself, and leaves nothing behind.
 */
public final class TablesInspection implements Inspection {

  private static final int LONGEST_ROW = 300;

  private final Projection projection;
  private final JdbcConnectionDetails database;
  private final StreamableMessageSource<TrackedEventMessage<?>> events;

  public TablesInspection(
      Projection projection,
      JdbcConnectionDetails database,
      StreamableMessageSource<TrackedEventMessage<?>> events) {
    this.projection = projection;
    this.database = database;
    this.events = events;
  }

  @Override
  public void inspect(State state, Findings findings) {
    try (BuildConnection connection = new BuildConnection(database, "pg_temp")) {
      connection.jdbc.execute("SET temp_buffers = '128MB'; SET work_mem = '64MB'");
      connection.transaction.executeWithoutResult(
          transaction -> {
            // Who wants a table for himself waits for the state's own session, and this one for
            // him, so that nobody would get any further: this one gives way.
            connection.jdbc.execute(
                """
                SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;
                SET TRANSACTION SNAPSHOT '%s';
                SET LOCAL lock_timeout = '5s';
                SET LOCAL idle_in_transaction_session_timeout = 0"""
                    .formatted(state.snapshot()));
            compare(connection.jdbc, state.position(), findings);
            transaction.setRollbackOnly();
          });
    }
  }

  private void compare(JdbcTemplate jdbc, long head, Findings findings) {
    String name = projection.name();
    Generation generation = projection.generation();
    String serving = generation.serving(jdbc);
    if (!Generation.exists(jdbc, serving)) {
      // As after a restore: the service makes them from the log when it starts.
      projection.projector().tables().forEach(it -> findings.compared(name(it), 0));
      return;
    }
    // As long as this is read, no other tables take its place.
    jdbc.execute("LOCK TABLE " + serving + ".generation IN ACCESS SHARE MODE");
    long position = requireNonNull(jdbc.queryForObject(position(serving), Long.class));
    if (position > head) {
      findings.differs(
          "%s: is at position %d, and the log ends at %d".formatted(name, position, head));
      return;
    }
    generation.createTables(jdbc);
    fill(jdbc, position, DeadLetterTable.parkedIn(serving, jdbc));
    tellOfDeadLetters(jdbc, serving, findings);
    for (Projector.Comparable table : projection.projector().tables()) {
      jdbc.execute("ANALYZE pg_temp." + table.table());
      compare(jdbc, serving, table, findings);
    }
  }

  private void fill(JdbcTemplate jdbc, long upTo, Map<Integer, Long> parked) {
    try (Replay replay = new Replay(events, 0, upTo)) {
      Batch batch = new PassingBatch(projection.projector().begin(jdbc), parked);
      replay.forEach(piece -> piece.forEach(batch::add));
      batch.end();
    }
  }

  /** One line a store, and not one for each row that it lacks. */
  private void tellOfDeadLetters(JdbcTemplate jdbc, String serving, Findings findings) {
    jdbc.query(
        "SELECT store_id, position, cause FROM %s.dead_letters ORDER BY position"
            .formatted(serving),
        row -> {
          findings.differs(
              "%s: tells of store %d nothing from position %d on: %s"
                  .formatted(projection.name(), row.getInt(1), row.getLong(2), row.getString(3)));
        });
  }

  private void compare(
      JdbcTemplate jdbc, String serving, Projector.Comparable table, Findings findings) {
    String name = name(table);
    Long count =
        jdbc.queryForObject(
            "SELECT count(*) FROM (" + table.select().formatted(serving) + ") AS stored",
            Long.class);
    findings.compared(name, requireNonNull(count));
    jdbc.query(
        """
        SELECT left(stored.text, %5$d), left(made.text, %5$d)
        FROM (SELECT %4$s, r::text AS text FROM (%1$s) AS r) AS stored
        FULL JOIN (SELECT %4$s, r::text AS text FROM (%2$s) AS r) AS made USING (%4$s)
        WHERE stored.text IS DISTINCT FROM made.text ORDER BY %3$s"""
            .formatted(
                table.select().formatted(serving),
                table.select().formatted("pg_temp"),
                table.key(),
                table.key(),
                LONGEST_ROW),
        row -> {
          findings.differs(line(name, row.getString(1), row.getString(2)));
        });
  }

  private String name(Projector.Comparable table) {
    return projection.name() + "." + table.table();
  }

  private static String line(String table, @Nullable String stored, @Nullable String made) {
    if (stored == null) {
      return table + ": lacks a row, and by the log there is " + made;
    }
    return made == null
        ? table + ": has the row " + stored + ", and by the log there is none"
        : table + ": has the row " + stored + ", and by the log it is " + made;
  }

  /**
   * Of what is in the tables. Those that have come to serve since the state was taken were being
   * built in it, and had no token yet.
   */
  private static String position(String serving) {
    return """
    SELECT coalesce((SELECT %1$s FROM %2$s.tokens), (SELECT position FROM %2$s.generation), 0)"""
        .formatted(ProjectionTokens.POSITION, serving);
  }
}
