package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpStatus.OK;
import static org.springframework.http.HttpStatus.SERVICE_UNAVAILABLE;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

class StatementTimeoutTest extends GuardedTest {

  @Autowired private JdbcConnectionDetails database;

  /** Of the catalogue's tables, of which no reader may see anything meanwhile. */
  @Test
  void a_read_that_takes_too_long_is_given_up_with_what_to_do() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                database.getJdbcUrl(), database.getUsername(), database.getPassword());
        Statement statement = connection.createStatement()) {
      statement.execute("SET ROLE tagledger_app");
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE catalogue_3.items IN ACCESS EXCLUSIVE MODE");

      for (String path : new String[] {"/item?limit=1", "/item/1"}) {
        Answer answer = when(GET, path);
        answer.isRefused(
            SERVICE_UNAVAILABLE,
            "The database took too long over this. Ask for less at once, or try again later.");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
      }
    }
    when(GET, "/item?limit=1").then(OK);
  }
}
