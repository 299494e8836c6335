package tagledger.app.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedDatabaseTest {

  private static Path data;
  private static EmbeddedDatabase database;

  @BeforeAll
  static void open(@TempDir Path directory) throws Exception {
    data = TestData.directory(directory.resolve("with space and '"));
    // What a careless hand could leave behind must not matter.
    EmbeddedDatabase.open(data, 0).close();
    Files.writeString(
        data.resolve("pgdata/postgresql.auto.conf"),
        "fsync = off\nfull_page_writes = off\nsynchronous_commit = off\nlisten_addresses = '*'\n");
    database = EmbeddedDatabase.open(data, 0);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @ParameterizedTest
  @CsvSource({
    "fsync, on",
    "synchronous_commit, on",
    "full_page_writes, on",
    "data_checksums, on",
    "listen_addresses, 127.0.0.1",
    "unix_socket_directories, ''",
    "max_connections, 100",
    "server_encoding, UTF8"
  })
  void settings_that_must_hold_do_even_where_the_configuration_file_says_otherwise(
      String setting, String value) throws SQLException {
    assertThat(TestData.ask(database, TestData.superuser(data), "SHOW " + setting))
        .isEqualTo(value);
  }

  @Test
  void the_version_is_that_of_the_binaries() throws SQLException {
    String version = TestData.ask(database, database.application(), "SHOW server_version");
    assertThat(version + ".0").isEqualTo(PostgresBinaries.VERSION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tagledger", "tagledger_owner", "postgres"})
  void nobody_gets_in_without_the_right_password(String user) {
    for (String password : new String[] {"wrong", ""}) {
      assertThatThrownBy(() -> TestData.connect(database, new Login(user, password)))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password");
    }
  }

  @Test
  void the_passwords_are_for_the_owners_eyes_and_libpqs() throws Exception {
    Path pgpass = data.resolve("pgpass");
    assertThat(Files.getPosixFilePermissions(pgpass)).hasToString("[OWNER_READ, OWNER_WRITE]");
    assertThat(Files.readAllLines(pgpass))
        .contains("127.0.0.1:*:*:tagledger_owner:" + database.owner().password())
        .hasSize(3);
    assertThat(database.owner()).hasToString("tagledger_owner");
  }

  @Test
  void the_application_is_a_member_of_its_group_and_no_more() throws SQLException {
    assertThat(
            TestData.ask(
                database,
                database.application(),
                "SELECT string_agg(roleid::regrole::text, ',') FROM pg_auth_members"
                    + " WHERE member = 'tagledger'::regrole"))
        .isEqualTo("tagledger_app");
    assertThat(
            TestData.ask(
                database,
                database.application(),
                "SELECT rolcanlogin FROM pg_roles WHERE rolname = 'tagledger_app'"))
        .isEqualTo("f");
    assertThatThrownBy(() -> TestData.ask(database, database.application(), "CREATE ROLE intruder"))
        .hasMessageContaining("permission denied");
    assertThatThrownBy(
            () -> TestData.ask(database, database.application(), "CREATE TABLE t (i int)"))
        .hasMessageContaining("permission denied");
  }

  @Test
  void the_owner_owns_the_database() throws SQLException {
    assertThat(
            TestData.ask(
                database,
                database.owner(),
                "SELECT datdba::regrole FROM pg_database WHERE datname = current_database()"))
        .isEqualTo("tagledger_owner");
  }

  @Test
  void letters_have_cases_in_every_script_and_sort_by_code_point() throws SQLException {
    assertThat(TestData.ask(database, database.owner(), "SELECT lower('ÀÉ Ω')")).isEqualTo("àé ω");
    assertThat(TestData.ask(database, database.owner(), "SELECT 'Z' < 'a'")).isEqualTo("t");
  }

  @Test
  void a_second_opener_in_the_same_process_is_refused_and_the_first_keeps_its_lock() {
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> EmbeddedDatabase.open(data, 0))
          .isInstanceOf(DatabaseUnavailable.class)
          .hasMessageContaining("in use by the process with pid " + ProcessHandle.current().pid());
    }
  }

  @Test
  void a_directory_whose_name_a_shell_would_change_is_refused(@TempDir Path directory) {
    assertThatThrownBy(() -> EmbeddedDatabase.open(directory.resolve("$HOME"), 0))
        .isInstanceOf(DatabaseUnavailable.class)
        .hasMessageContaining("tagledger.data");
  }
}
