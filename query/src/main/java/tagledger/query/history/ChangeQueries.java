package tagledger.query.history;

import java.util.List;
import javax.sql.DataSource;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.api.Changes;
import tagledger.api.Origin;
import tagledger.api.Query.ChangeFilter;
import tagledger.api.Query.ChangePage;
import tagledger.api.Query.FindChange;
import tagledger.api.Query.FindOrigin;
import tagledger.api.Query.ListChanges;
import tagledger.api.Query.ListHistory;
import tagledger.api.StoreId;
import tagledger.api.ThingKind;

/** Answers with changes, and with what they did to one thing. */
public final class ChangeQueries {

  private static final int ENTRIES_AT_ONCE = 500;

  private final DataSource database;

  public ChangeQueries(DataSource database) {
    this.database = database;
  }

  @QueryHandler
  Changes handle(ListChanges query) {
    return read(snapshot -> changes(snapshot, query.filter(), query.page()));
  }

  @QueryHandler
  @Nullable Changes handle(FindChange query) {
    return read(
        snapshot -> {
          Cursor<Entry> one =
              snapshot.open(
                  1,
                  EntryRows.CHANGES + "WHERE id = ?",
                  EntryRows::change,
                  List.of(query.change()));
          return one.hasNext() ? changes(snapshot, one, Scope.ALL, null) : null;
        });
  }

  @QueryHandler
  @Nullable Origin handle(FindOrigin query) {
    return new JdbcTemplate(database)
            .query(
                "SELECT store_id, actor FROM changes WHERE id = ?",
                (row, n) -> new Origin(new StoreId(row.getInt(1)), row.getString(2)),
                query.change())
            .stream()
            .findAny()
            .orElse(null);
  }

  @QueryHandler
  @Nullable Changes handle(ListHistory query) {
    return read(
        snapshot ->
            !snapshot.has(ThingSql.existed(query.kind(), query.id()))
                ? null
                : query.kind() == ThingKind.STORE
                    ? changes(snapshot, ChangeFilter.of(new StoreId(query.id())), query.page())
                    : history(snapshot, query.kind(), query.id(), query.page()));
  }

  private static Changes changes(Snapshot snapshot, ChangeFilter filter, ChangePage page) {
    Conditions conditions = Conditions.of(filter).add(page);
    String where = conditions.sql(page);
    Page whole = Page.of(snapshot, "SELECT position FROM changes" + where, conditions, page);
    Cursor<Entry> entries =
        snapshot.open(
            ENTRIES_AT_ONCE,
            EntryRows.CHANGES + where + whole.limit(),
            EntryRows::change,
            conditions.parameters());
    return changes(snapshot, entries, Scope.ALL, whole.next());
  }

  private static Changes history(Snapshot snapshot, ThingKind kind, int id, ChangePage page) {
    Conditions conditions = new Conditions().add(page);
    String positions = ThingSql.positions(kind, id) + conditions.sql(page);
    Page whole = Page.of(snapshot, positions, conditions, page);
    Cursor<Entry> entries =
        snapshot.open(
            ENTRIES_AT_ONCE,
            ThingSql.entries(kind, id, positions + whole.limit())
                + (page.newestFirst() ? " DESC" : ""),
            EntryRows::command,
            conditions.parameters());
    return changes(snapshot, entries, new Scope(kind, id), whole.next());
  }

  private static Changes changes(
      Snapshot snapshot, Cursor<Entry> entries, Scope scope, @Nullable Long next) {
    return new Changes(snapshot.stream(new ChangeReader(snapshot, entries, scope)), next);
  }

  private <T extends @Nullable Object> T read(Snapshot.Reading<T> reading) {
    return Snapshot.read(database, reading);
  }
}
