package tagledger.query.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.api.Export;
import tagledger.api.ItemId;
import tagledger.api.PostId;
import tagledger.api.Query.ExportStore;
import tagledger.query.sql.RowStream;
import tagledger.query.sql.RowStream.Select;

/** Answers with a whole store, row by row as it is read: its items, its posts, its bare tags. */
public final class ExportQueries {

  /** A store that exists stands in the log, which then has a first event. */
  private static final String FIRST_DIGEST =
      """
      SELECT digest FROM tagledger.events
      WHERE position = 1 AND EXISTS (SELECT FROM stores WHERE id = ?)""";

  private static final String ITEMS =
      """
      SELECT i.id, i.key, ARRAY(
        SELECT t.name FROM items_tags l JOIN tags t ON t.id = l.tag_id
        WHERE l.item_id = i.id ORDER BY t.id), i.name, i.price
      FROM items i WHERE i.store_id = ? ORDER BY i.id""";

  private static final String POSTS =
      """
      SELECT p.id, p.key, ARRAY(
        SELECT t.name FROM posts_tags l JOIN tags t ON t.id = l.tag_id
        WHERE l.post_id = p.id ORDER BY t.id), p.title, p.content
      FROM posts p WHERE p.store_id = ? ORDER BY p.id""";

  private static final String BARE_TAGS =
      """
      SELECT array_agg(name ORDER BY id) FROM (
        SELECT id, name, (row_number() OVER (ORDER BY id) - 1) / 1000 AS line
        FROM tags t WHERE store_id = ?
          AND NOT EXISTS (SELECT FROM items_tags l WHERE l.tag_id = t.id)
          AND NOT EXISTS (SELECT FROM posts_tags l WHERE l.tag_id = t.id)) AS bare
      GROUP BY line ORDER BY line""";

  private final JdbcTemplate jdbc;
  private final RowStream streams;

  public ExportQueries(DataSource database) {
    this.jdbc = new JdbcTemplate(database);
    this.streams = new RowStream(database);
  }

  @QueryHandler
  @Nullable Export handle(ExportStore query) {
    int store = query.store().value();
    List<byte[]> first =
        jdbc.query(FIRST_DIGEST, (row, n) -> row.getBytes("digest"), query.store().value());
    return first.isEmpty() ? null : export(store, OwnKeys.ofLog(first.getFirst()));
  }

  private Export export(int store, OwnKeys keys) {
    return new Export(
        streams.of(
            List.of(
                select(ITEMS, row -> item(row, keys), RowStream.SMALL_ROWS_AT_ONCE, store),
                select(POSTS, row -> post(row, keys), RowStream.LARGE_ROWS_AT_ONCE, store),
                select(BARE_TAGS, row -> tags(row), RowStream.LARGE_ROWS_AT_ONCE, store))));
  }

  private static Select<Export.Line> select(
      String sql, RowStream.Row<Export.Line> line, int rowsAtOnce, int store) {
    return new Select<>(sql, line, rowsAtOnce, List.of(store));
  }

  private static Export.OfItem item(ResultSet row, OwnKeys keys) throws SQLException {
    String key = row.getString(2);
    return new Export.OfItem(
        new Export.Item(row.getString(4), row.getBigDecimal(5)),
        key == null ? keys.of(new ItemId(row.getInt(1))) : key,
        names(row, 3));
  }

  private static Export.OfPost post(ResultSet row, OwnKeys keys) throws SQLException {
    String key = row.getString(2);
    return new Export.OfPost(
        new Export.Post(row.getString(4), row.getString(5)),
        key == null ? keys.of(new PostId(row.getInt(1))) : key,
        names(row, 3));
  }

  private static Export.OfTags tags(ResultSet row) throws SQLException {
    return new Export.OfTags(names(row, 1));
  }

  private static List<String> names(ResultSet row, int column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }
}
