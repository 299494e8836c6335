package tagledger.query.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tagledger.query.TestDatabase;
import tagledger.query.projection.Generation;

class RowStreamTest {

  /** Which a client that takes its rows slowly asks of it. */
  @Test
  void a_list_may_take_longer_than_a_statement_may() {
    try (TestDatabase database = new TestDatabase(new Generation("catalogue", 3));
        HikariDataSource hasty = new HikariDataSource()) {
      hasty.setJdbcUrl(database.pool.getJdbcUrl());
      hasty.setConnectionInitSql("SET statement_timeout = 300");
      RowStream rows = new RowStream(hasty);

      try (Stream<Integer> stream =
          rows.of(
              1, "SELECT n, pg_sleep(0.1) FROM generate_series(1, 6) n", row -> row.getInt(1))) {
        assertThat(stream).containsExactly(1, 2, 3, 4, 5, 6);
      }
    }
  }
}
