package tagledger.query.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.api.Event;
import tagledger.api.Metadata;
import tagledger.query.projection.Progress;

/**
 * Keeps the history's tables. What a batch of events comes to is written in the transaction that
 * also moves the token; in parts, where it is large. Progress is told of whole commands only: what
 * is once answered of a moment stays the answer.
 */
@ProcessingGroup(HistoryProjection.NAME)
public final class HistoryProjection {

  public static final String NAME = "history";

  /** Some 100 bytes each. */
  private static final int ROWS_AT_ONCE = 50_000;

  private final JdbcTemplate jdbc;
  private final HistoryTables tables;
  private final Progress progress;

  public HistoryProjection(JdbcTemplate jdbc, Progress progress) {
    this.jdbc = jdbc;
    this.tables = new HistoryTables(jdbc);
    this.progress = progress;
  }

  @EventHandler
  void on(
      Event event,
      @SequenceNumber long sequence,
      EventMessage<?> message,
      TrackingToken token,
      UnitOfWork<?> work) {
    Batch batch = work.getOrComputeResource(NAME, key -> begin(work));
    batch.add(event, sequence, message, ((GlobalSequenceTrackingToken) token).getGlobalIndex());
  }

  private Batch begin(UnitOfWork<?> work) {
    Batch batch = new Batch();
    work.onPrepareCommit(ending -> batch.end());
    work.afterCommit(done -> progress.reached(batch.settled));
    return batch;
  }

  private final class Batch {
    private HistoryRows rows = new HistoryRows();
    private @Nullable String command;
    private long commandPosition;
    private long position;
    private long settled;

    Batch() {
      jdbc.query(
          "SELECT settled, command_id, command_position FROM progress",
          row -> {
            settled = row.getLong(1);
            command = row.getString(2);
            commandPosition = row.getLong(3);
          });
    }

    void add(Event event, long sequence, EventMessage<?> message, long at) {
      String of =
          message.getMetaData().get(Metadata.COMMAND_ID) instanceof String id
              ? id
              : "position " + at;
      if (!of.equals(command)) {
        command = of;
        commandPosition = at;
      }
      position = at;
      rows.add(event, Math.toIntExact(sequence), commandPosition, at, message.getMetaData());
      if (rows.size() > ROWS_AT_ONCE) {
        tables.write(rows, commandPosition - 1);
        rows = new HistoryRows();
      }
    }

    void end() {
      tables.write(rows, commandPosition - 1);
      settled = isWhole() ? position : Math.max(settled, commandPosition - 1);
      jdbc.update(
          "UPDATE progress SET settled = ?, command_id = ?, command_position = ?",
          settled,
          command,
          commandPosition);
    }

    /** The log grows by whole commands: the next event, where there is one, tells. */
    private boolean isWhole() {
      List<String> next =
          jdbc.query(
              "SELECT metadata FROM tagledger.events WHERE position = ?",
              (row, n) -> new String(row.getBytes(1), UTF_8),
              position + 1);
      return next.isEmpty()
          || !next.getFirst().contains("\"%s\":\"%s\"".formatted(Metadata.COMMAND_ID, command));
    }
  }
}
