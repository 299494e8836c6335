package tagledger.query.sql;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.api.Versioned;
import tagledger.query.sql.RowStream.Row;

/** Finds one thing, with all that it holds: by one statement, unless that is a great deal. */
public final class OneThing {

  private final JdbcTemplate jdbc;
  private final RowStream streams;

  /**
   * @param toStream has the connections for what is read as slowly as its client takes it
   */
  public OneThing(DataSource database, DataSource toStream) {
    this.jdbc = new JdbcTemplate(database);
    this.streams = new RowStream(toStream);
  }

  /** The thing of the first row, if there is one. */
  public @Nullable Versioned find(String sql, Row<Versioned> row, Object... parameters) {
    List<Versioned> found = jdbc.query(sql, (columns, n) -> row.read(columns), parameters);
    return found.isEmpty() ? null : found.getFirst();
  }

  /** The same, of which a part may be read until it is closed. */
  public @Nullable Versioned findLarge(String sql, Row<Versioned> row, Object... parameters) {
    Stream<Versioned> rows = streams.of(1, sql, new NestedRow<>(row), parameters);
    Versioned open = null;
    try {
      Iterator<Versioned> all = rows.iterator();
      if (all.hasNext()) {
        Versioned found = all.next();
        open = new Versioned(found.view(), found.version(), rows::close);
      }
      return open;
    } finally {
      if (open == null) {
        rows.close();
      }
    }
  }
}
