package tagledger.app.database;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.flyway.autoconfigure.FlywayProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Makes the tables of a database that {@code spring.datasource.url} names, as {@code
 * spring.flyway.user} or, where there is one login for all, as that; never through the pool, whose
 * connections are tagledger_app's, which the first migration makes.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(ExternalDatabaseConfiguration.UrlIsSet.class)
@EnableConfigurationProperties(FlywayProperties.class)
class ExternalDatabaseConfiguration {

  @Bean
  FlywayConnectionDetails migrations(JdbcConnectionDetails database, FlywayProperties flyway) {
    return new Migrations(
        flyway.getUrl() == null ? database.getJdbcUrl() : flyway.getUrl(),
        flyway.getUser() == null ? database.getUsername() : flyway.getUser(),
        flyway.getUser() == null ? database.getPassword() : flyway.getPassword());
  }

  private record Migrations(String jdbcUrl, @Nullable String username, @Nullable String password)
      implements FlywayConnectionDetails {

    @Override
    public String getJdbcUrl() {
      return jdbcUrl;
    }

    @Override
    public @Nullable String getUsername() {
      return username;
    }

    @Override
    public @Nullable String getPassword() {
      return password;
    }
  }

  static final class UrlIsSet extends NoneNestedConditions {

    UrlIsSet() {
      super(ConfigurationPhase.PARSE_CONFIGURATION);
    }

    @Conditional(EmbeddedDatabaseConfiguration.NoUrlIsSet.class)
    static final class NoUrl {}
  }
}
