package tagledger.query.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import tagledger.query.sql.RowStream.Row;

/** A row of which a part may be read by another statement. */
record NestedRow<T>(Row<T> row) implements Row<T> {

  @Override
  public T read(ResultSet columns) throws SQLException {
    return row.read(columns);
  }

  @Override
  public boolean isAllOfOneStatement() {
    return false;
  }
}
