package tagledger.bench.rebuild.peer;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import java.util.Objects;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl;
import org.hibernate.cfg.AvailableSettings;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import tagledger.bench.system.Database;

/** JPA on the peer's database, as Spring has it. To be closed. */
final class Persistence implements AutoCloseable {

  static final String DATABASE = "bench_peer";

  private final HikariDataSource connections = new HikariDataSource();
  private final LocalContainerEntityManagerFactoryBean factory =
      new LocalContainerEntityManagerFactoryBean();

  /**
   * @param jdbcBatchSize how many rows go to the database at a time; 0 is Hibernate's default
   */
  Persistence(Database database, int jdbcBatchSize) {
    connections.setJdbcUrl(database.url(DATABASE) + "?reWriteBatchedInserts=true");
    connections.setUsername(database.user());
    connections.setPassword(database.password());
    factory.setDataSource(connections);
    factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
    factory.setPackagesToScan(
        "tagledger.bench.rebuild.peer",
        "org.axonframework.eventsourcing.eventstore.jpa",
        "org.axonframework.eventhandling.tokenstore.jpa");
    factory.setJpaPropertyMap(
        Map.of(
            AvailableSettings.DIALECT,
            ByteaDialect.class.getName(),
            AvailableSettings.PHYSICAL_NAMING_STRATEGY,
            PhysicalNamingStrategySnakeCaseImpl.class.getName(),
            AvailableSettings.HBM2DDL_AUTO,
            "update",
            AvailableSettings.STATEMENT_BATCH_SIZE,
            jdbcBatchSize,
            AvailableSettings.ORDER_INSERTS,
            jdbcBatchSize > 0));
    factory.afterPropertiesSet();
  }

  /** That of the transaction in which it is used. */
  EntityManager entities() {
    return SharedEntityManagerCreator.createSharedEntityManager(entityManagers());
  }

  SpringTransactionManager transactions() {
    return new SpringTransactionManager(new JpaTransactionManager(entityManagers()));
  }

  JdbcTemplate jdbc() {
    return new JdbcTemplate(connections);
  }

  private EntityManagerFactory entityManagers() {
    return Objects.requireNonNull(factory.getObject());
  }

  @Override
  public void close() {
    factory.destroy();
    connections.close();
  }
}
