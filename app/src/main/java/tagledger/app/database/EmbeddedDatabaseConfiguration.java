package tagledger.app.database;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Brings the embedded database where no {@code spring.datasource.url} names another. The pool logs
 * in as the application, Flyway as the owner. Both depend on the database's bean, so Spring closes
 * them before it.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(EmbeddedDatabaseConfiguration.NoUrlIsSet.class)
@EnableConfigurationProperties(EmbeddedDatabaseProperties.class)
class EmbeddedDatabaseConfiguration {

  @Bean
  DatabaseOpening databaseOpening(EmbeddedDatabaseProperties properties) {
    return DatabaseOpening.begin(properties);
  }

  /** Before any other bean is made: the server needs its time, but little of the processors'. */
  @Bean
  static BeanFactoryPostProcessor openingFirst() {
    return beans -> beans.getBean(DatabaseOpening.class);
  }

  /** Its opening closes it. */
  @Bean(destroyMethod = "")
  EmbeddedDatabase embeddedDatabase(DatabaseOpening opening) {
    return opening.database();
  }

  @Bean
  JdbcConnectionDetails applicationConnection(EmbeddedDatabase database) {
    return new ApplicationConnection(database.jdbcUrl(), database.application());
  }

  @Bean
  FlywayConnectionDetails ownerConnection(EmbeddedDatabase database) {
    return new OwnerConnection(database.jdbcUrl(), database.owner());
  }

  /** The first to serve is the service itself. */
  @Bean
  ApplicationListener<WebServerInitializedEvent> announcement(
      EmbeddedDatabase database, Environment environment) {
    return event -> {
      if (event.getApplicationContext().getServerNamespace() == null) {
        database.announce(address(event.getWebServer().getPort(), environment));
      }
    };
  }

  private static String address(int port, Environment environment) {
    String host = environment.getProperty("server.address", "");
    boolean secret =
        environment.containsProperty("server.ssl.bundle")
            || environment.containsProperty("server.ssl.key-store")
            || environment.containsProperty("server.ssl.certificate");
    return (secret ? "https" : "http")
        + "://"
        + (host.isBlank() || host.equals("0.0.0.0") || host.contains(":") ? "localhost" : host)
        + ":"
        + port
        + environment.getProperty("server.servlet.context-path", "");
  }

  private record ApplicationConnection(String jdbcUrl, Login login)
      implements JdbcConnectionDetails {

    @Override
    public String getUsername() {
      return login.user();
    }

    @Override
    public String getPassword() {
      return login.password();
    }

    @Override
    public String getJdbcUrl() {
      return jdbcUrl;
    }
  }

  private record OwnerConnection(String jdbcUrl, Login login) implements FlywayConnectionDetails {

    @Override
    public String getUsername() {
      return login.user();
    }

    @Override
    public String getPassword() {
      return login.password();
    }

    @Override
    public String getJdbcUrl() {
      return jdbcUrl;
    }
  }

  /** An empty one, as environment variables often are, names no database either. */
  static final class NoUrlIsSet extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(
        ConditionContext context, AnnotatedTypeMetadata metadata) {
      boolean isSet =
          StringUtils.hasText(context.getEnvironment().getProperty("spring.datasource.url"));
      return new ConditionOutcome(
          !isSet, ConditionMessage.forCondition("spring.datasource.url").because("set: " + isSet));
    }
  }
}
