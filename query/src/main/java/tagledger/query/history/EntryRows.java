package tagledger.query.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import tagledger.api.Metadata;

/** Reads entries, by the columns' places in {@link #CHANGES} and in {@link ThingSql}. */
final class EntryRows {

  /**
   * The log knows times to the microsecond, the table to the millisecond. Whether one is an import
   * matters where there is more than one thing to tell of.
   */
  static final String CHANGES =
      """
      SELECT id, position, commands,
             (SELECT recorded_at FROM tagledger.events e WHERE e.position = changes.position),
             actor, request, reason, undoes, store_id, counts,
             CASE WHEN (SELECT sum(n) FROM unnest(counts) AS n) > 1 THEN (
               SELECT metadata FROM tagledger.events e WHERE e.position = commands[1]) END
      FROM changes
      """;

  private EntryRows() {}

  static Entry change(ResultSet row) throws SQLException {
    byte[] metadata = row.getBytes(11);
    return new Entry(
        row.getString(1),
        row.getLong(2),
        List.of((Long[]) row.getArray(3).getArray()),
        time(row, 4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        row.getInt(9),
        Counts.read(row, 10),
        metadata != null && EventMetadata.of(metadata).isImport());
  }

  /** What one command did to one thing, told by the log. */
  static Entry command(ResultSet row) throws SQLException {
    long position = row.getLong(1);
    EventMetadata metadata = EventMetadata.of(row.getBytes(4));
    return new Entry(
        metadata.get(Metadata.CHANGE, "position " + position),
        position,
        List.of(position),
        time(row, 2),
        metadata.get(Metadata.ACTOR, Metadata.ANONYMOUS),
        metadata.get(Metadata.REQUEST, ""),
        metadata.get(Metadata.REASON),
        metadata.get(Metadata.UNDOES),
        Integer.parseInt(row.getString(3).substring("store/".length())),
        Counts.read(row, 5),
        metadata.isImport());
  }

  private static Instant time(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
