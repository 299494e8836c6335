package tagledger.app.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.UncategorizedSQLException;

class DatabaseGoneTest {

  @ParameterizedTest
  @ValueSource(strings = {"08006", "57P01", "58030", "25P03", "55P03"})
  void a_server_that_leaves_is_known_by_its_word(String state) {
    assertThat(DatabaseGone.isCauseOf(failure(new SQLException("gone", state)))).isTrue();
  }

  @Test
  void a_connection_that_the_pool_has_closed_is_known_without_one() {
    assertThat(DatabaseGone.isCauseOf(failure(new SQLException("Connection is closed")))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"42601", "23505", "22P02"})
  void a_statement_that_is_wrong_is_no_absence(String state) {
    assertThat(DatabaseGone.isCauseOf(failure(new SQLException("wrong", state)))).isFalse();
  }

  private static RuntimeException failure(SQLException cause) {
    return new IllegalStateException(new UncategorizedSQLException("Reading", "SELECT", cause));
  }
}
