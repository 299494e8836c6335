package tagledger.command.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/** The log's one row, as a transaction found it when it took it: what it adds comes after this. */
public record Head(
    long position,
    OffsetDateTime recordedAt,
    int lastStore,
    int lastItem,
    int lastPost,
    int lastTag) {

  public static final String COLUMNS =
      "position, recorded_at, last_store, last_item, last_post, last_tag";

  public static Head of(ResultSet row) throws SQLException {
    return new Head(
        row.getLong(1),
        row.getObject(2, OffsetDateTime.class),
        row.getInt(3),
        row.getInt(4),
        row.getInt(5),
        row.getInt(6));
  }
}
