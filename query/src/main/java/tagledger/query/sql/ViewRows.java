package tagledger.query.sql;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import tagledger.api.View.ItemView;
import tagledger.api.View.PlainItem;
import tagledger.api.View.PlainPost;
import tagledger.api.View.PlainStore;
import tagledger.api.View.PlainTag;
import tagledger.api.View.PostView;

/** Reads views from rows, by the columns' places in the statements of the queries. */
public final class ViewRows {

  /** Stands where a redacted text was: a reader gets a string all the same. */
  public static final String REDACTED = "(redacted)";

  private ViewRows() {}

  public static ItemView item(ResultSet row) throws SQLException {
    return new ItemView(
        row.getInt(1),
        row.getString(2),
        row.getBigDecimal(3),
        new PlainStore(row.getInt(4), row.getString(5)),
        tags(row, 6));
  }

  public static PostView post(ResultSet row) throws SQLException {
    return new PostView(
        row.getInt(1),
        row.getString(2),
        row.getString(3),
        new PlainStore(row.getInt(4), row.getString(5)),
        tags(row, 6));
  }

  public static PlainItem plainItem(ResultSet row) throws SQLException {
    return new PlainItem(row.getInt(1), row.getString(2), row.getBigDecimal(3));
  }

  public static PlainPost plainPost(ResultSet row) throws SQLException {
    return new PlainPost(row.getInt(1), row.getString(2));
  }

  public static PlainTag plainTag(ResultSet row) throws SQLException {
    return new PlainTag(row.getInt(1), row.getString(2));
  }

  static List<PlainItem> items(ResultSet row, int column) throws SQLException {
    Array ids = row.getArray(column);
    if (ids == null) {
      return List.of();
    }
    Integer[] id = (Integer[]) ids.getArray();
    String[] name = (String[]) row.getArray(column + 1).getArray();
    BigDecimal[] price = (BigDecimal[]) row.getArray(column + 2).getArray();
    List<PlainItem> items = new ArrayList<>(id.length);
    for (int i = 0; i < id.length; i++) {
      items.add(new PlainItem(id[i], name[i], price[i]));
    }
    return items;
  }

  static List<PlainTag> tags(ResultSet row, int column) throws SQLException {
    Array ids = row.getArray(column);
    if (ids == null) {
      return List.of();
    }
    Integer[] id = (Integer[]) ids.getArray();
    String[] name = (String[]) row.getArray(column + 1).getArray();
    List<PlainTag> tags = new ArrayList<>(id.length);
    for (int i = 0; i < id.length; i++) {
      tags.add(new PlainTag(id[i], name[i]));
    }
    return tags;
  }
}
