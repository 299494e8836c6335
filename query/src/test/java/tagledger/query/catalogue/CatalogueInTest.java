package tagledger.query.catalogue;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.stream.IntStream;
import org.axonframework.messaging.MetaData;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tagledger.api.Event;
import tagledger.api.ItemId;
import tagledger.api.Listing;
import tagledger.api.Query;
import tagledger.api.TagId;
import tagledger.api.Versioned;
import tagledger.api.View;
import tagledger.query.TestDatabase;
import tagledger.query.projection.Follower;
import tagledger.query.projection.Generation;
import tagledger.query.projection.Progress;
import tagledger.query.projection.Projector;

/** The catalogue's tables in a database of their own. */
public final class CatalogueInTest implements AutoCloseable {

  /** An event as the log has it. */
  public record Recorded(Event event, long sequence) {}

  private final TestDatabase database =
      new TestDatabase(new Generation(CatalogueProjector.NAME, 1));
  final HikariDataSource pool = database.pool;
  final JdbcTemplate jdbc = new JdbcTemplate(pool);
  final JdbcTemplate owner = database.owner;
  final Progress progress = new Progress(0);
  final CatalogueQueries queries = new CatalogueQueries(pool);
  private final CatalogueProjector projector = new CatalogueProjector();
  private final TransactionTemplate transaction =
      new TransactionTemplate(new JdbcTransactionManager(pool));
  private Follower follower = Follower.NONE;
  private long position;

  /** Takes these events as one batch, in one transaction. */
  public void apply(List<Recorded> batch) {
    List<Projector.Recorded> recorded =
        batch.stream()
            .map(
                one ->
                    new Projector.Recorded(
                        one.event(), one.sequence(), ++position, MetaData.emptyInstance()))
            .toList();
    transaction.executeWithoutResult(
        begun -> {
          Projector.Batch events = projector.begin(jdbc);
          recorded.forEach(events::add);
          events.end();
          jdbc.update("UPDATE generation SET position = ?", position);
          follower.committing(recorded);
        });
    follower.committed(recorded, true);
    progress.reached(position);
  }

  /** From now on it is told of all batches. */
  public void follow(Follower newFollower) {
    follower = newFollower;
  }

  public HikariDataSource pool() {
    return pool;
  }

  public CatalogueQueries queries() {
    return queries;
  }

  /** All items that there are, with their versions. */
  public List<Versioned> items() {
    return jdbc.queryForList("SELECT id FROM items ORDER BY id", Integer.class).stream()
        .map(id -> requireNonNull(queries.handle(new Query.FindItem(new ItemId(id)))))
        .toList();
  }

  /** All tags that there are, with their versions. */
  public List<Versioned> tags() {
    return jdbc.queryForList("SELECT id FROM tags ORDER BY id", Integer.class).stream()
        .map(id -> requireNonNull(queries.handle(new Query.FindTag(new TagId(id)))))
        .map(CatalogueInTest::read)
        .toList();
  }

  private static Versioned read(Versioned found) {
    try (found) {
      return new Versioned(LargeStore.read(found.view()), found.version());
    }
  }

  /** All stores that there are, with their versions. */
  public List<Versioned> stores() {
    return list(new Query.ListStores(Query.Page.ALL)).stream()
        .map(
            store ->
                new Versioned(
                    store,
                    requireNonNull(
                        jdbc.queryForObject(
                            "SELECT version FROM stores WHERE id = ?", Long.class, store.id()))))
        .toList();
  }

  /** These events are the first of their store, in one batch. */
  void given(Event... history) {
    apply(IntStream.range(0, history.length).mapToObj(i -> new Recorded(history[i], i)).toList());
  }

  public void empty() {
    jdbc.execute("TRUNCATE stores, items, posts, tags, items_tags, posts_tags");
  }

  /** All that the tables hold. */
  List<String> rows() {
    return jdbc
        .queryForList(
            """
            SELECT 'store ' || s::text AS row FROM stores s UNION ALL
            SELECT 'item ' || i::text FROM items i UNION ALL
            SELECT 'post ' || p::text FROM posts p UNION ALL
            SELECT 'tag ' || t::text FROM tags t UNION ALL
            SELECT 'item link ' || l::text FROM items_tags l UNION ALL
            SELECT 'post link ' || l::text FROM posts_tags l ORDER BY row""")
        .stream()
        .map(row -> String.valueOf(row.get("row")))
        .toList();
  }

  /** What a list answers now, of something that exists. */
  public List<View> list(Query.OfCatalogue query) {
    return read(
        requireNonNull(
            switch (query) {
              case Query.ListStores it -> queries.handle(it);
              case Query.ListItems it -> queries.handle(it);
              case Query.ListPosts it -> queries.handle(it);
              case Query.ListTags it -> queries.handle(it);
              case Query.ListPostsOfStore it -> queries.handle(it);
              case Query.ListItemsOfTag it -> queries.handle(it);
              case Query.ListPostsOfTag it -> queries.handle(it);
              case Query.ListTagsOfItem it -> queries.handle(it);
              case Query.ListTagsOfPost it -> queries.handle(it);
              default -> throw new IllegalArgumentException("No list: " + query);
            }));
  }

  public static List<View> read(Listing listing) {
    try (listing) {
      return listing.rows().map(row -> LargeStore.read((View) row)).toList();
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
