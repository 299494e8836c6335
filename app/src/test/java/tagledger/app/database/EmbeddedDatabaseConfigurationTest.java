package tagledger.app.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

class EmbeddedDatabaseConfigurationTest {

  @TempDir private Path parent;

  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withUserConfiguration(EmbeddedDatabaseConfiguration.class)
          .withConfiguration(
              AutoConfigurations.of(
                  DataSourceAutoConfiguration.class,
                  JdbcTemplateAutoConfiguration.class,
                  FlywayAutoConfiguration.class));

  @Test
  void the_pool_is_the_application_flyway_the_owner_and_both_end_before_the_server()
      throws IOException {
    Path data = TestData.directory(parent);
    int port = LoopbackPort.free();
    application
        .withPropertyValues(
            "spring.datasource.url=",
            "tagledger.data=" + data,
            "tagledger.database.port=" + port,
            "spring.flyway.baseline-on-migrate=true")
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              assertThat(context.getBean(DataSource.class)).isInstanceOf(HikariDataSource.class);
              JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
              assertThat(jdbc.queryForObject("SELECT current_user", String.class))
                  .isEqualTo("tagledger");
              assertThat(jdbc.queryForObject("SELECT inet_server_port()", Integer.class))
                  .isEqualTo(port);
              DataSource migrations =
                  context.getBean(Flyway.class).getConfiguration().getDataSource();
              assertThat(
                      new JdbcTemplate(migrations)
                          .queryForObject("SELECT current_user", String.class))
                  .isEqualTo("tagledger_owner");
            });
    // What the server would say if it had to throw out a pool.
    assertThat(Files.readString(data.resolve("server.log")))
        .contains("database system is shut down")
        .doesNotContain("terminating connection");
  }

  @Test
  void a_start_that_fails_while_the_server_comes_up_leaves_neither_server_nor_lock()
      throws IOException {
    Path data = TestData.directory(parent);
    new ApplicationContextRunner()
        .withUserConfiguration(Fails.class, EmbeddedDatabaseConfiguration.class)
        .withPropertyValues("tagledger.data=" + data)
        .run(context -> assertThat(context).getFailure().hasRootCauseMessage("fails at once"));
    assertThat(Files.readString(data.resolve("server.log"))).contains("is shut down");
    EmbeddedDatabase.open(data, 0).close();
  }

  @Test
  void what_keeps_the_server_from_coming_up_is_told_as_it_is() throws IOException {
    Path data = TestData.directory(parent);
    try (EmbeddedDatabase other = EmbeddedDatabase.open(data, 0)) {
      application
          .withPropertyValues("tagledger.data=" + data)
          .run(
              context ->
                  assertThat(context)
                      .getFailure()
                      .hasRootCauseInstanceOf(DatabaseUnavailable.InUse.class));
      assertThat(other.pid()).isPositive();
    }
  }

  @Test
  void a_configured_url_leaves_no_embedded_database() {
    application
        .withPropertyValues(
            "spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none",
            "spring.flyway.enabled=false",
            "tagledger.data=" + parent.resolve("untouched"))
        .run(
            context -> {
              assertThat(context).doesNotHaveBean(EmbeddedDatabase.class);
              assertThat(parent.resolve("untouched")).doesNotExist();
            });
  }

  @Configuration(proxyBeanMethods = false)
  static class Fails {
    @Bean
    Object failing() {
      throw new IllegalStateException("fails at once");
    }
  }
}
