package tagledger.query.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import tagledger.api.Change.Detail;
import tagledger.api.Difference;
import tagledger.api.Query.CompareStore;
import tagledger.query.sql.RowStream;

/** Answers with what a store was and is, at two positions. */
public final class ComparisonQueries {

  private final DataSource database;

  public ComparisonQueries(DataSource database) {
    this.database = database;
  }

  @QueryHandler
  @Nullable Difference handle(CompareStore query) {
    ComparisonSql sql = new ComparisonSql(query.store().value(), query.from(), query.to());
    return Snapshot.<@Nullable Difference>read(
        database, snapshot -> snapshot.has(sql.existed()) ? difference(snapshot, sql) : null);
  }

  private static Difference difference(Snapshot snapshot, ComparisonSql sql) {
    return new Difference(
        present(snapshot, sql, true),
        present(snapshot, sql.reversed(), false),
        changed(snapshot, sql));
  }

  /** What is there at the second position alone. */
  private static Stream<Detail> present(Snapshot snapshot, ComparisonSql sql, boolean added) {
    List<Supplier<Cursor<Detail>>> kinds = new ArrayList<>();
    for (Kind kind : Kind.ALL) {
      kinds.add(
          () ->
              snapshot.open(
                  kind.rowsAtOnce(), sql.added(kind), row -> present(kind, row, added), List.of()));
    }
    for (LinkKind links : LinkKind.ALL) {
      kinds.add(
          () ->
              snapshot.open(
                  RowStream.SMALL_ROWS_AT_ONCE,
                  sql.added(links),
                  row -> links.detail(row, 1, added),
                  List.of()));
    }
    return snapshot.stream(new Chain<>(kinds));
  }

  private static Detail present(Kind kind, ResultSet row, boolean added) throws SQLException {
    return added
        ? new Detail(kind.thing(), null, kind.state(row, 1))
        : new Detail(kind.thing(), kind.state(row, 1), null);
  }

  private static Stream<Detail> changed(Snapshot snapshot, ComparisonSql sql) {
    List<Supplier<Cursor<Detail>>> kinds = new ArrayList<>();
    for (Kind kind : Kind.ALL) {
      kinds.add(
          () ->
              snapshot.open(
                  kind.rowsAtOnce(),
                  sql.changed(kind),
                  row -> new Detail(kind.thing(), kind.state(row, 1), kind.state(row, 4)),
                  List.of()));
    }
    return snapshot.stream(new Chain<>(kinds));
  }
}
