package tagledger.query.history;

import static tagledger.query.sql.RowStream.LARGE_ROWS_AT_ONCE;
import static tagledger.query.sql.RowStream.MANY_ROWS_AT_ONCE;
import static tagledger.query.sql.RowStream.SMALL_ROWS_AT_ONCE;

import java.util.Arrays;
import javax.sql.DataSource;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.api.IdSet;
import tagledger.api.Listing;
import tagledger.api.Query.AsOf;
import tagledger.api.Query.FindItem;
import tagledger.api.Query.FindPost;
import tagledger.api.Query.FindStore;
import tagledger.api.Query.FindTag;
import tagledger.api.Query.ListItems;
import tagledger.api.Query.ListItemsOfTag;
import tagledger.api.Query.ListPosts;
import tagledger.api.Query.ListPostsOfStore;
import tagledger.api.Query.ListPostsOfTag;
import tagledger.api.Query.ListStores;
import tagledger.api.Query.ListTags;
import tagledger.api.Query.ListTagsOfItem;
import tagledger.api.Query.ListTagsOfPost;
import tagledger.api.Query.Page;
import tagledger.api.Versioned;
import tagledger.api.View;
import tagledger.query.sql.NestedRows;
import tagledger.query.sql.OneThing;
import tagledger.query.sql.RowStream;
import tagledger.query.sql.RowStream.Select;
import tagledger.query.sql.RowStreams;
import tagledger.query.sql.ViewRows;

/**
 * Answers what the catalogue would have answered at a position. What was last said of a thing is
 * one step down an index, however often it has been changed.
 */
public final class PastQueries {

  private final JdbcTemplate jdbc;
  private final OneThing one;
  private final RowStreams streams;

  /**
   * @param toStream has the connections for what is read as slowly as its client takes it
   */
  public PastQueries(DataSource database, DataSource toStream) {
    this.jdbc = new JdbcTemplate(database);
    this.one = new OneThing(database, toStream);
    this.streams = new RowStreams(database, toStream);
  }

  /**
   * Answers a {@link Versioned}, whose version is the position, or a {@link Listing}, or nothing,
   * as the query does.
   */
  @QueryHandler
  @Nullable Object handle(AsOf asked) {
    long at = asked.position();
    return switch (asked.query()) {
      case FindStore it -> nested(at, PastSql.STORE, nested(at)::store, it.store().value());
      case FindItem it -> one(at, PastSql.ITEM, ViewRows::item, it.item().value());
      case FindPost it -> one(at, PastSql.POST, ViewRows::post, it.post().value());
      case FindTag it -> nested(at, PastSql.TAG, nested(at)::tag, it.tag().value());
      case ListStores it ->
          all(at, PastSql::stores, LARGE_ROWS_AT_ONCE, nested(at).stores(), it.page(), it.only());
      case ListItems it ->
          all(at, PastSql::items, SMALL_ROWS_AT_ONCE, ViewRows::item, it.page(), it.only());
      case ListPosts it ->
          all(at, PastSql::posts, LARGE_ROWS_AT_ONCE, ViewRows::post, it.page(), it.only());
      case ListTags it -> {
        Owner store = new Owner("stores", it.store().value());
        yield of(
            at, store, PastSql.TAGS_OF_STORE, LARGE_ROWS_AT_ONCE, nested(at).tags(), it.page());
      }
      case ListPostsOfStore it -> {
        Owner store = new Owner("stores", it.store().value());
        yield of(at, store, PastSql.POSTS_OF_STORE, LARGE_ROWS_AT_ONCE, ViewRows::post, it.page());
      }
      case ListItemsOfTag it -> {
        Owner tag = new Owner("tags", it.tag().value());
        yield of(at, tag, PastSql.ITEMS_OF_TAG, SMALL_ROWS_AT_ONCE, ViewRows::plainItem, it.page());
      }
      case ListPostsOfTag it -> {
        Owner tag = new Owner("tags", it.tag().value());
        yield of(at, tag, PastSql.POSTS_OF_TAG, SMALL_ROWS_AT_ONCE, ViewRows::plainPost, it.page());
      }
      case ListTagsOfItem it -> {
        Owner item = new Owner("items", it.item().value());
        yield of(at, item, PastSql.TAGS_OF_ITEM, SMALL_ROWS_AT_ONCE, ViewRows::plainTag, it.page());
      }
      case ListTagsOfPost it -> {
        Owner post = new Owner("posts", it.post().value());
        yield of(at, post, PastSql.TAGS_OF_POST, SMALL_ROWS_AT_ONCE, ViewRows::plainTag, it.page());
      }
    };
  }

  /** Whose list it is: without it there is none. */
  private record Owner(String table, int id) {}

  private @Nullable Versioned one(long at, String sql, RowStream.Row<? extends View> row, int id) {
    return one.find(sql, columns -> new Versioned(row.read(columns), at), at, id);
  }

  private @Nullable Versioned nested(
      long at, String sql, RowStream.Row<? extends View> row, int id) {
    Versioned found = one(at, sql, row, id);
    return found != null && NestedRows.isCut(found.view())
        ? one.findLarge(sql, columns -> new Versioned(row.read(columns), at), at, id)
        : found;
  }

  private static NestedRows nested(long at) {
    return new NestedRows(
        store -> allOf(PastSql.ITEMS_OF_STORE, ViewRows::plainItem, at, store),
        store -> allOf(PastSql.ALL_TAGS_OF_STORE, ViewRows::plainTag, at, store),
        tag -> allOf(PastSql.ITEMS_OF_TAG, ViewRows::plainItem, at, tag, 0, null));
  }

  private static <T> Select<T> allOf(
      String sql, RowStream.Row<T> row, @Nullable Object... parameters) {
    return new Select<>(sql, row, MANY_ROWS_AT_ONCE, Arrays.asList(parameters));
  }

  private Listing all(
      long at,
      PastSql.OfSome sql,
      int rowsAtOnce,
      RowStream.Row<? extends View> row,
      Page page,
      @Nullable IdSet only) {
    return new Listing(
        only == null
            ? streams.of(page).of(rowsAtOnce, sql.where(""), row, at, page.after(), page.limit())
            : streams
                .of(page)
                .of(
                    rowsAtOnce,
                    sql.where(" = ANY (?)"),
                    row,
                    at,
                    only,
                    page.after(),
                    page.limit()));
  }

  private @Nullable Listing of(
      long at,
      Owner owner,
      String sql,
      int rowsAtOnce,
      RowStream.Row<? extends View> row,
      Page page) {
    Boolean existed =
        jdbc.queryForObject(
            "SELECT EXISTS (SELECT FROM "
                + owner.table()
                + " WHERE id = ? AND since <= ? AND until > ?)",
            Boolean.class,
            owner.id(),
            at,
            at);
    return Boolean.TRUE.equals(existed)
        ? new Listing(
            streams.of(page).of(rowsAtOnce, sql, row, at, owner.id(), page.after(), page.limit()))
        : null;
  }
}
