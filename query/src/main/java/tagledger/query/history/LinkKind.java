package tagledger.query.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import tagledger.api.Change.Detail;
import tagledger.api.Change.ItemLink;
import tagledger.api.Change.PostLink;
import tagledger.api.Change.State;
import tagledger.api.ThingKind;

/**
 * The kinds of links, and where their past is kept.
 *
 * @param table of when they were there
 * @param bearer the column of what bears the tag
 * @param names the table of what that is called, and the column
 */
record LinkKind(ThingKind bears, String table, String bearer, String names, String name) {

  static final LinkKind OF_ITEMS =
      new LinkKind(ThingKind.ITEM, "items_tags", "item_id", "item_values", "name");
  static final LinkKind OF_POSTS =
      new LinkKind(ThingKind.POST, "posts_tags", "post_id", "post_values", "title");

  static final List<LinkKind> ALL = List.of(OF_ITEMS, OF_POSTS);

  /** The link in two columns from that on. */
  Detail detail(ResultSet row, int column, boolean added) throws SQLException {
    int from = row.getInt(column);
    int tag = row.getInt(column + 1);
    State link = bears == ThingKind.ITEM ? new ItemLink(from, tag) : new PostLink(from, tag);
    return new Detail(ThingKind.LINK, added ? null : link, added ? link : null);
  }
}
