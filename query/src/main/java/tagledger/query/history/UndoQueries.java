package tagledger.query.history;

import static java.util.Objects.requireNonNull;

import javax.sql.DataSource;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tagledger.api.Plan;
import tagledger.api.Query.PlanRestore;
import tagledger.api.Query.PlanUndo;
import tagledger.api.StoreId;
import tagledger.query.sql.RowStream;

/**
 * Plans how a change is taken back, and how a store is brought to what it was. Now is the last
 * moment of which the tables tell whole commands; all is read in one snapshot of them.
 */
public final class UndoQueries {

  private record Touched(StoreId store, Long[] commands) {}

  private final JdbcTemplate jdbc;
  private final JdbcTemplate large;
  private final TransactionTemplate oneSnapshot;

  public UndoQueries(DataSource database) {
    this.jdbc = new JdbcTemplate(database);
    this.large = new JdbcTemplate(database);
    this.oneSnapshot = new TransactionTemplate(new JdbcTransactionManager(database));
    jdbc.setFetchSize(RowStream.SMALL_ROWS_AT_ONCE);
    large.setFetchSize(RowStream.LARGE_ROWS_AT_ONCE);
    oneSnapshot.setReadOnly(true);
    oneSnapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
  }

  @QueryHandler
  @Nullable Plan handle(PlanUndo query) {
    return oneSnapshot.execute(transaction -> undo(query.change()));
  }

  @QueryHandler
  @Nullable Plan handle(PlanRestore query) {
    return oneSnapshot.execute(transaction -> restore(query.store(), query.position()));
  }

  private @Nullable Plan undo(String change) {
    long now = now();
    Touched touched = touched(change, now);
    if (touched == null) {
      return null;
    }
    Comparison comparison = new Comparison(touched.store());
    Object[] asked = {now, touched.commands(), touched.commands()};
    jdbc.query(ReversalSql.CHANGED_STORE, comparison::store, asked);
    jdbc.query(ReversalSql.CHANGED_ITEMS, comparison::item, asked);
    large.query(ReversalSql.CHANGED_POSTS, comparison::post, asked);
    jdbc.query(ReversalSql.CHANGED_TAGS, comparison::tag, asked);
    jdbc.query(ReversalSql.CHANGED_ITEM_LINKS, comparison::itemLink, asked);
    jdbc.query(ReversalSql.CHANGED_POST_LINKS, comparison::postLink, asked);
    if (!comparison.isTooLarge()) {
      new Dependents(jdbc, comparison, now).find();
    }
    return comparison.plan();
  }

  private @Nullable Plan restore(StoreId store, long position) {
    long now = now();
    Boolean wasThere = wasThere(store, position);
    if (wasThere == null) {
      return null;
    }
    if (!wasThere) {
      return new Plan.NoSuchState(store);
    }
    Comparison comparison = new Comparison(store);
    Object[] asked = {position, now, store.value()};
    jdbc.query(ReversalSql.STORE, comparison::store, asked);
    jdbc.query(ReversalSql.ITEMS_OF_STORE, comparison::item, asked);
    large.query(ReversalSql.POSTS_OF_STORE, comparison::post, asked);
    jdbc.query(ReversalSql.TAGS_OF_STORE, comparison::tag, asked);
    jdbc.query(ReversalSql.ITEM_LINKS_OF_STORE, comparison::itemLink, asked);
    jdbc.query(ReversalSql.POST_LINKS_OF_STORE, comparison::postLink, asked);
    new Dependents(jdbc, comparison, now).findNameOfStore();
    return comparison.plan();
  }

  private long now() {
    return requireNonNull(jdbc.queryForObject("SELECT settled FROM progress", Long.class));
  }

  /** The positions of its commands, as far as the tables tell of them whole. */
  private @Nullable Touched touched(String change, long now) {
    return jdbc
        .query(
            """
            SELECT store_id, ARRAY(SELECT c FROM unnest(commands) AS c WHERE c <= ?)
            FROM changes WHERE id = ?""",
            (row, n) ->
                new Touched(new StoreId(row.getInt(1)), (Long[]) row.getArray(2).getArray()),
            now,
            change)
        .stream()
        .filter(found -> found.commands().length > 0)
        .findFirst()
        .orElse(null);
  }

  /** Nothing where there never was such a store. */
  private @Nullable Boolean wasThere(StoreId store, long position) {
    return jdbc.queryForObject(
        "SELECT bool_or(" + ReversalSql.held("row", "?") + ") FROM stores row WHERE id = ?",
        Boolean.class,
        position,
        position,
        store.value());
  }
}
