package tagledger.query.sql;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.IntFunction;
import tagledger.api.View;
import tagledger.api.View.PlainItem;
import tagledger.api.View.PlainStore;
import tagledger.api.View.PlainTag;
import tagledger.api.View.StoreView;
import tagledger.api.View.TagView;
import tagledger.query.sql.RowStream.Row;
import tagledger.query.sql.RowStream.Select;

/**
 * Reads stores and tags from rows, which bring along what these hold, by the columns' places in the
 * statements of the queries. What one holds too much of is read by a statement of its own, in the
 * order of the ids and of the same snapshot, when its turn comes: no memory has to take all of it.
 */
public record NestedRows(
    IntFunction<Select<PlainItem>> itemsOfStore,
    IntFunction<Select<PlainTag>> tagsOfStore,
    IntFunction<Select<PlainItem>> itemsOfTag) {

  private static final int MOST_IN_A_ROW = 1_000;

  /**
   * So many things of a kind the statement of a row reads at most, in any order. Where that many
   * come there may be more, and these are not shown.
   */
  public static final int TOO_MANY = MOST_IN_A_ROW + 1;

  /** Whether it holds more than its row brought along. */
  public static boolean isCut(View view) {
    return switch (view) {
      case StoreView store -> !(store.items() instanceof List && store.tags() instanceof List);
      case TagView tag -> !(tag.items() instanceof List);
      default -> false;
    };
  }

  public StoreView store(ResultSet row) throws SQLException {
    return new StoreView(
        row.getInt(1),
        row.getString(2),
        isTooMany(row, 3) ? all(row, itemsOfStore) : ViewRows.items(row, 3),
        isTooMany(row, 6) ? all(row, tagsOfStore) : ViewRows.tags(row, 6));
  }

  public TagView tag(ResultSet row) throws SQLException {
    return new TagView(
        row.getInt(1),
        row.getString(2),
        isTooMany(row, 5) ? all(row, itemsOfTag) : ViewRows.items(row, 5),
        new PlainStore(row.getInt(3), row.getString(4)));
  }

  public Row<StoreView> stores() {
    return new NestedRow<>(this::store);
  }

  public Row<TagView> tags() {
    return new NestedRow<>(this::tag);
  }

  private static boolean isTooMany(ResultSet row, int column) throws SQLException {
    Array ids = row.getArray(column);
    return ids != null && ((Object[]) ids.getArray()).length == TOO_MANY;
  }

  private static <T> Iterable<T> all(ResultSet row, IntFunction<Select<T>> statement)
      throws SQLException {
    return RowStream.within(row, statement.apply(row.getInt(1)));
  }
}
