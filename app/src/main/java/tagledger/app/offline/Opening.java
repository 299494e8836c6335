package tagledger.app.offline;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;
import tagledger.app.database.DatabaseUnavailable;
import tagledger.app.database.EmbeddedDatabase;

/** How a database is opened without the service, by the service's own settings. */
public final class Opening {

  private static final String DATA = "tagledger.data";
  private static final String URL = "spring.datasource.url";

  /** On standard error, and no more than it must. Failures are told by whoever opens. */
  private static final Map<String, Object> QUIET =
      Map.of(
          "logging.config",
          "classpath:logback-offline.xml",
          "logging.level.org.springframework.boot.SpringApplication",
          "OFF",
          "logging.level.org.springframework.boot.diagnostics",
          "OFF",
          "logging.level.org.springframework.context",
          "ERROR",
          "logging.level.com.zaxxer.hikari",
          "ERROR");

  private final @Nullable Path data;
  private final List<String> settings;

  /**
   * @param data the directory of the embedded database, where it is not left to the settings
   * @param settings as the service takes them on its command line
   */
  public Opening(@Nullable Path data, List<String> settings) {
    this.data = data;
    this.settings = List.copyOf(settings);
  }

  /**
   * Opens the database that is there, and changes none of its tables.
   *
   * @throws NoDatabase where there is none
   */
  public OfflineDatabase existing() {
    return open(
        context -> {
          Environment environment = context.getEnvironment();
          if (!isExternal(environment) && !EmbeddedDatabase.isIn(directory(environment))) {
            throw new NoDatabase(
                NoDatabase.Why.MISSING,
                "There is no database in "
                    + directory(environment).toAbsolutePath().normalize()
                    + ".\nName its directory with --data, or a service with --url.",
                null);
          }
          context.registerBean(FlywayMigrationStrategy.class, () -> Opening::checkUpToDate);
        });
  }

  /** Opens the database, and makes it where there is none. */
  public OfflineDatabase existingOrNew() {
    return open(
        context -> context.registerBean(FlywayMigrationStrategy.class, () -> Opening::fillIfEmpty));
  }

  private interface Preparation {
    void prepare(GenericApplicationContext context);
  }

  private OfflineDatabase open(Preparation preparation) {
    SpringApplication application = new SpringApplication(OfflineConfiguration.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setLogStartupInfo(false);
    application.setDefaultProperties(QUIET);
    application.addInitializers(
        context -> {
          context.getEnvironment().getPropertySources().addFirst(forced());
          preparation.prepare((GenericApplicationContext) context);
        });
    try {
      ConfigurableApplicationContext context = application.run(settings.toArray(String[]::new));
      return new OfflineDatabase(context, name(context.getEnvironment()));
    } catch (RuntimeException e) {
      throw noDatabase(e);
    }
  }

  /** Nothing is projected here, whatever the settings say. */
  private MapPropertySource forced() {
    Map<String, Object> forced = new HashMap<>();
    forced.put("tagledger.query.projecting", "false");
    if (data != null) {
      forced.put(DATA, data.toString());
      forced.put(URL, "");
    }
    return new MapPropertySource("offline", forced);
  }

  private static RuntimeException noDatabase(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case NoDatabase known -> {
          return known;
        }
        case DatabaseUnavailable.InUse inUse -> {
          return new NoDatabase(NoDatabase.Why.IN_USE, inUse.reason(), failure, inUse.address());
        }
        case DatabaseUnavailable unavailable -> {
          return new NoDatabase(NoDatabase.Why.UNAVAILABLE, unavailable.getMessage(), failure);
        }
        case SQLException sql -> {
          return new NoDatabase(
              NoDatabase.Why.UNAVAILABLE,
              "The database cannot be had: " + sql.getMessage(),
              failure);
        }
        default -> {}
      }
    }
    return failure;
  }

  /** A command is no reason to migrate: an older version may still have to run on these tables. */
  private static void checkUpToDate(Flyway flyway) {
    int pending = flyway.info().pending().length;
    if (pending > 0) {
      throw new NoDatabase(
          NoDatabase.Why.UNAVAILABLE,
          "The database is of an older version of Tagledger, or empty.\n"
              + "Start this version's service on it once, which brings it up to date, or use the older version.",
          null);
    }
  }

  private static void fillIfEmpty(Flyway flyway) {
    if (flyway.info().current() == null) {
      flyway.migrate();
    } else {
      checkUpToDate(flyway);
    }
  }

  private static String name(Environment environment) {
    return isExternal(environment)
        ? withoutParameters(environment.getRequiredProperty(URL))
        : directory(environment).toString();
  }

  /** They may hold a password. */
  private static String withoutParameters(String url) {
    int parameters = url.indexOf('?');
    return parameters < 0 ? url : url.substring(0, parameters);
  }

  private static boolean isExternal(Environment environment) {
    return StringUtils.hasText(environment.getProperty(URL));
  }

  private static Path directory(Environment environment) {
    return Path.of(environment.getProperty(DATA, "./data"));
  }
}
