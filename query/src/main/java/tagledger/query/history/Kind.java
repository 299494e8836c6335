package tagledger.query.history;

import static tagledger.query.sql.RowStream.SMALL_ROWS_AT_ONCE;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tagledger.api.Change.ItemState;
import tagledger.api.Change.PostState;
import tagledger.api.Change.State;
import tagledger.api.Change.StoreState;
import tagledger.api.Change.TagState;
import tagledger.api.ThingKind;
import tagledger.query.sql.ViewRows;

/**
 * The kinds of things in the order in which they are told of, and where their past is kept.
 *
 * @param spans the table of when they were there
 * @param values the table of what was said of them, which may be the same
 * @param said its columns, two of them
 * @param store the column of the store to which they belong
 * @param rowsAtOnce of the values, at their largest
 */
record Kind(
    ThingKind thing, String spans, String values, String said, String store, int rowsAtOnce) {

  /** Where a row is of two contents of a megabyte each. */
  private static final int LARGE_ROWS_AT_ONCE = 5;

  static final Kind STORE =
      new Kind(ThingKind.STORE, "stores", "stores", "v.name, NULL", "id", SMALL_ROWS_AT_ONCE);
  static final Kind TAG =
      new Kind(ThingKind.TAG, "tags", "tags", "v.name, NULL", "store_id", SMALL_ROWS_AT_ONCE);
  static final Kind ITEM =
      new Kind(
          ThingKind.ITEM,
          "items",
          "item_values",
          "v.name, v.price",
          "store_id",
          SMALL_ROWS_AT_ONCE);
  static final Kind POST =
      new Kind(
          ThingKind.POST,
          "posts",
          "post_values",
          "v.title, v.content",
          "store_id",
          LARGE_ROWS_AT_ONCE);

  static final List<Kind> ALL = List.of(STORE, TAG, ITEM, POST);

  /** The state in three columns from that on; nothing where the first is absent. */
  @Nullable State state(ResultSet row, int column) throws SQLException {
    int id = row.getInt(column);
    if (row.wasNull()) {
      return null;
    }
    String text = row.getString(column + 1);
    String name = text == null ? ViewRows.REDACTED : text;
    return switch (thing) {
      case STORE -> new StoreState(id, name);
      case TAG -> new TagState(id, name);
      case ITEM -> new ItemState(id, name, row.getBigDecimal(column + 2));
      case POST -> new PostState(id, name, row.getString(column + 2));
      case LINK -> throw new IllegalStateException("A link has no state of its own");
    };
  }

  /**
   * A subquery of the id and of what was last said of {@code of}, where it was there. It has a row
   * at most, and says so: the planner then steps down an index for it.
   *
   * @param until what holds of all positions that are to count
   * @param present what holds of the end of a thing that was there then
   */
  String last(String of, String until, String present) {
    return """
        LATERAL (
          SELECT said.* FROM %2$s s CROSS JOIN LATERAL (
            SELECT v.id, %1$s FROM %3$s v WHERE v.id = %4$s.id AND v.since %5$s
            ORDER BY v.since DESC LIMIT 1) AS said
          WHERE s.id = %4$s.id AND s.since %5$s AND s.until %6$s LIMIT 1)"""
        .formatted(said, spans, values, of, until, present);
  }
}
