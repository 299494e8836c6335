package tagledger.query.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.api.Metadata;
import tagledger.query.projection.Projector;

/**
 * Fills the history's tables: what a batch of events comes to is written when it ends, or in parts
 * where it is large. Their position is told of whole commands only: what is once answered of a
 * moment stays the answer.
 */
public final class HistoryProjector implements Projector {

  public static final String NAME = "history";

  /** Some 100 bytes each. */
  static final int ROWS_AT_ONCE = 50_000;

  @Override
  public Batch begin(JdbcTemplate tables) {
    return new HistoryBatch(tables);
  }

  @Override
  public Batch resume(JdbcTemplate tables) {
    return new ResumedBatch(tables);
  }

  /** The command that an event is of; what has none is one by itself. */
  static String commandOf(Recorded recorded) {
    return recorded.metadata().get(Metadata.COMMAND_ID) instanceof String id
        ? id
        : "position " + recorded.position();
  }

  /** Whether the event there is of that command. */
  static boolean isOf(String command, long position, JdbcTemplate jdbc) {
    List<String> found =
        jdbc.query(
            "SELECT metadata FROM tagledger.events WHERE position = ?",
            (row, n) -> new String(row.getBytes(1), UTF_8),
            position);
    return !found.isEmpty()
        && found.getFirst().contains("\"%s\":\"%s\"".formatted(Metadata.COMMAND_ID, command));
  }

  @Override
  public String reached() {
    return "SELECT settled FROM progress";
  }

  /** A span that ends where it begins was in no moment, and is there or not. */
  @Override
  public List<Comparable> tables() {
    String was = "SELECT * FROM %%s.%s WHERE until > since";
    String all = "SELECT * FROM %%s.%s";
    return List.of(
        new Comparable("stores", was.formatted("stores"), "id, since"),
        new Comparable("items", was.formatted("items"), "id, since"),
        new Comparable("item_values", all.formatted("item_values"), "id, since"),
        new Comparable("posts", was.formatted("posts"), "id, since"),
        new Comparable("post_values", all.formatted("post_values"), "id, since"),
        new Comparable("tags", was.formatted("tags"), "id, since"),
        new Comparable("items_tags", was.formatted("items_tags"), "item_id, tag_id, since"),
        new Comparable("posts_tags", was.formatted("posts_tags"), "post_id, tag_id, since"),
        new Comparable("tag_links_changed", all.formatted("tag_links_changed"), "tag_id, position"),
        new Comparable(
            "changes",
            """
            SELECT id, position, commands, actor, request, reason, undoes, store_id,
                   ARRAY(SELECT unnest(types) ORDER BY 1) AS types, counts FROM %s.changes""",
            "id"));
  }

  private static final class HistoryBatch implements Batch {
    private final JdbcTemplate jdbc;
    private final HistoryTables tables;
    private HistoryRows rows = new HistoryRows();
    private @Nullable String command;
    private long commandPosition;
    private long position;
    private long settled;

    HistoryBatch(JdbcTemplate jdbc) {
      this.jdbc = jdbc;
      this.tables = new HistoryTables(jdbc);
      jdbc.query(
          "SELECT settled, command_id, command_position FROM progress",
          row -> {
            settled = row.getLong(1);
            command = row.getString(2);
            commandPosition = row.getLong(3);
          });
    }

    @Override
    public void add(Recorded recorded) {
      pass(recorded);
      rows.add(
          recorded.event(),
          Math.toIntExact(recorded.sequence()),
          commandPosition,
          position,
          recorded.metadata());
      if (rows.size() > ROWS_AT_ONCE) {
        tables.write(rows, commandPosition - 1);
        rows = new HistoryRows();
      }
    }

    @Override
    public void pass(Recorded recorded) {
      position = recorded.position();
      String of = commandOf(recorded);
      if (!of.equals(command)) {
        command = of;
        commandPosition = position;
      }
    }

    @Override
    public void end() {
      tables.write(rows, commandPosition - 1);
      rows = new HistoryRows();
      settled = isWhole() ? position : Math.max(settled, commandPosition - 1);
      jdbc.update(
          "UPDATE progress SET settled = ?, command_id = ?, command_position = ?",
          settled,
          command,
          commandPosition);
    }

    @Override
    public long position() {
      return settled;
    }

    /** The log grows by whole commands: the next event, where there is one, tells. */
    private boolean isWhole() {
      return command == null || !isOf(command, position + 1, jdbc);
    }
  }
}
