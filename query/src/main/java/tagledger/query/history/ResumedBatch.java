package tagledger.query.history;

import java.util.List;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.api.Metadata;
import tagledger.query.projection.Projector.Batch;
import tagledger.query.projection.Projector.Recorded;

/**
 * Events of one store that were passed, in their order. They may begin within a command of which a
 * part is written: all that it did bears the position at which it began.
 */
final class ResumedBatch implements Batch {

  private final JdbcTemplate jdbc;
  private final HistoryTables tables;
  private HistoryRows rows = new HistoryRows();
  private @Nullable String command;
  private long commandPosition;
  private long first;
  private long position;

  ResumedBatch(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.tables = new HistoryTables(jdbc);
  }

  @Override
  public void add(Recorded recorded) {
    String of = HistoryProjector.commandOf(recorded);
    position = recorded.position();
    if (command == null) {
      commandPosition = beginning(of, recorded.metadata());
      first = commandPosition;
    } else if (!of.equals(command)) {
      commandPosition = position;
    }
    command = of;
    rows.add(
        recorded.event(),
        Math.toIntExact(recorded.sequence()),
        commandPosition,
        position,
        recorded.metadata());
    if (rows.size() > HistoryProjector.ROWS_AT_ONCE) {
      write();
    }
  }

  /** A command's events follow on each other, and of its change it is the last that is written. */
  private long beginning(String of, MetaData metadata) {
    if (!HistoryProjector.isOf(of, position - 1, jdbc)) {
      return position;
    }
    List<Long> begun =
        jdbc.query(
            "SELECT commands[cardinality(commands)] FROM changes WHERE id = ?",
            (row, n) -> row.getLong(1),
            metadata.get(Metadata.CHANGE));
    return begun.isEmpty() ? position : begun.getFirst();
  }

  @Override
  public void pass(Recorded recorded) {
    position = recorded.position();
  }

  @Override
  public void end() {
    write();
  }

  private void write() {
    tables.insert(rows, first);
    rows = new HistoryRows();
  }

  @Override
  public long position() {
    return position;
  }
}
