package tagledger.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import tagledger.app.database.EmbeddedDatabase;

/** A PostgreSQL of somebody else's, which gives the service one login for everything. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(120)
class SingleLoginIT {

  private static DataDirectory data;
  private static EmbeddedDatabase server;

  @BeforeAll
  static void open() throws SQLException {
    data = DataDirectory.create();
    server = EmbeddedDatabase.open(data.path(), 0);
    administer(
        "DROP ROLE tagledger_app",
        "CREATE ROLE plain LOGIN PASSWORD 'plain'",
        "CREATE DATABASE plain OWNER plain",
        "CREATE ROLE maker LOGIN CREATEROLE PASSWORD 'maker'",
        "CREATE DATABASE maker OWNER maker");
  }

  @AfterAll
  static void close() {
    server.close();
    data.close();
  }

  @Test
  @Order(1)
  void a_login_that_may_make_no_role_is_told_what_to_run() throws SQLException {
    try (ServiceProcess service = ServiceProcess.launch(arguments("plain"))) {
      assertThat(service.awaitEnd()).isEqualTo(1);
      assertThat(service.log())
          .contains("CREATE ROLE tagledger_app NOLOGIN; GRANT tagledger_app TO plain;");
    }
  }

  @Test
  @Order(2)
  void a_login_that_may_make_roles_makes_the_one_and_works_as_it() throws SQLException {
    try (ServiceProcess service = ServiceProcess.start(arguments("maker"))) {
      works(service);
      assertThat(
              ask(
                  "maker",
                  "SELECT string_agg(privilege, ' ' ORDER BY privilege)"
                      + " FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE',"
                      + " 'REFERENCES', 'TRIGGER']) privilege"
                      + " WHERE has_table_privilege('tagledger_app', 'tagledger.events', privilege)"))
          .isEqualTo("INSERT SELECT");
      assertThat(
              ask(
                  "maker",
                  "SELECT tableowner FROM pg_tables"
                      + " WHERE schemaname = 'tagledger' AND tablename = 'events'"))
          .isEqualTo("maker");
      // The owner of what the service itself makes shows as whom it works.
      assertThat(
              ask(
                  "maker",
                  "SELECT nspowner::regrole FROM pg_namespace WHERE nspname = 'catalogue_3'"))
          .isEqualTo("tagledger_app");
    }
    try (ServiceProcess again = ServiceProcess.start(arguments("maker"))) {
      works(again);
    }
  }

  @Test
  @Order(3)
  void what_the_refusal_says_helps() throws SQLException {
    administer("GRANT tagledger_app TO plain");
    try (ServiceProcess service = ServiceProcess.start(arguments("plain"))) {
      works(service);
    }
  }

  private static void works(ServiceProcess service) {
    Client client = service.client();
    int store = client.createStore("Store at " + System.nanoTime());
    int item = client.addItem(store, "Chair");
    assertThat(client.get("/item/" + item).status()).isEqualTo(200);
  }

  private static String[] arguments(String login) {
    return new String[] {
      "--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + server.port() + "/" + login,
      "--spring.datasource.username=" + login,
      "--spring.datasource.password=" + login
    };
  }

  private static void administer(String... commands) throws SQLException {
    try (Connection connection = data.connect(server.port(), "postgres", "postgres");
        Statement statement = connection.createStatement()) {
      for (String command : commands) {
        statement.execute(command);
      }
    }
  }

  private static String ask(String database, String sql) throws SQLException {
    try (Connection connection = data.connect(server.port(), "postgres", database);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      answer.next();
      return answer.getString(1);
    }
  }
}
