package tagledger.query.catalogue;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import tagledger.api.Event;
import tagledger.api.Listing;
import tagledger.api.View;

/**
 * The read side in a database of its own, on the PostgreSQL that all tests of this module share.
 */
final class CatalogueInTest implements AutoCloseable {

  /** An event as the log has it. */
  record Recorded(Event event, long sequence) {}

  private static final EmbeddedPostgres SERVER = start();
  private static final AtomicInteger DATABASES = new AtomicInteger();

  final HikariDataSource pool = new HikariDataSource();
  final JdbcTemplate jdbc = new JdbcTemplate(pool);
  final JdbcTemplate owner;
  final Progress progress = new Progress(0);
  final CatalogueQueries queries = new CatalogueQueries(pool);
  private final CatalogueProjection projection = new CatalogueProjection(jdbc, progress);
  private long position;

  CatalogueInTest() {
    String name = "test_" + DATABASES.incrementAndGet();
    new JdbcTemplate(SERVER.getPostgresDatabase()).execute("CREATE DATABASE " + name);
    owner = new JdbcTemplate(SERVER.getDatabase("postgres", name));
    owner.execute(
        """
        DO $$ BEGIN
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tagledger_app') THEN
            CREATE ROLE tagledger_app NOLOGIN;
          END IF;
        END $$""");
    owner.execute("GRANT CREATE ON DATABASE " + name + " TO tagledger_app");
    Generation generation = new Generation(1);
    pool.setJdbcUrl(SERVER.getJdbcUrl("postgres", name));
    pool.setMaximumPoolSize(6);
    pool.setMinimumIdle(1);
    pool.setConnectionInitSql(generation.initialisation());
    generation.prepare(pool);
  }

  /** Takes these events as one batch, in one transaction. */
  void apply(List<Recorded> batch) {
    EventMessage<?> message = GenericEventMessage.asEventMessage(batch.getFirst().event());
    UnitOfWork<EventMessage<?>> work = DefaultUnitOfWork.startAndGet(message);
    work.attachTransaction(new SpringTransactionManager(new JdbcTransactionManager(pool)));
    try {
      for (Recorded one : batch) {
        projection.on(
            one.event(), one.sequence(), new GlobalSequenceTrackingToken(++position), work);
      }
    } catch (RuntimeException e) {
      work.rollback(e);
      throw e;
    }
    work.commit();
  }

  /** These events are the first of their store, in one batch. */
  void given(Event... history) {
    apply(IntStream.range(0, history.length).mapToObj(i -> new Recorded(history[i], i)).toList());
  }

  void empty() {
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

  static List<View> read(Listing listing) {
    try (listing) {
      return listing.rows().map(View.class::cast).toList();
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder().setPGStartupWait(Duration.ofSeconds(60)).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
