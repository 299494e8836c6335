package tagledger.query;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import java.util.Map;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.PlatformTransactionManager;
import tagledger.api.ReadModelProgress;
import tagledger.api.SoleWriter;
import tagledger.query.catalogue.CatalogueProjector;
import tagledger.query.catalogue.CatalogueQueries;
import tagledger.query.catalogue.ExportQueries;
import tagledger.query.catalogue.StoreEntities;
import tagledger.query.catalogue.StoreQueries;
import tagledger.query.near.Near;
import tagledger.query.near.NearQueries;
import tagledger.query.near.NearTables;
import tagledger.query.projection.Generation;
import tagledger.query.projection.Keeper;
import tagledger.query.projection.Pause;
import tagledger.query.projection.Progress;
import tagledger.query.projection.Projection;
import tagledger.query.projection.ProjectionHealth;
import tagledger.query.projection.ReadModelHealth;
import tagledger.query.projection.TablesInspection;

/** The catalogue as it is: its tables, what fills them, and what they are asked. */
@Configuration(proxyBeanMethods = false)
@EnableJpaRepositories(basePackageClasses = CatalogueProjector.class)
class CatalogueConfiguration {

  static final String CATALOGUE = CatalogueProjector.NAME;

  /** A change of the tables, or of what is made of the events, is a new version. */
  private static final Generation GENERATION = new Generation(CATALOGUE, 3);

  /** What is written while nobody waits to read it gathers this long. */
  private static final Duration PAUSE = Duration.ofMillis(10);

  /** Where somebody waited a moment ago, the next one is soon there, and shall find it done. */
  private static final Duration NOBODY_WAITS = Duration.ofMillis(100);

  private static final String READ_MODEL = "readModel";
  private static final String WRITER = "projection";

  @Bean(name = READ_MODEL, defaultCandidate = false)
  @Qualifier(READ_MODEL)
  @DependsOnDatabaseInitialization
  FairPool readModel(JdbcConnectionDetails database, QueryProperties properties) {
    return Pools.toRead(READ_MODEL, GENERATION, database, properties, Pools.BY_IDS);
  }

  @Bean(name = WRITER, defaultCandidate = false)
  @Qualifier(WRITER)
  @DependsOn(READ_MODEL)
  HikariDataSource projection(JdbcConnectionDetails database) {
    return Pools.toProject(WRITER, GENERATION, database);
  }

  /** Hibernate starts beside the rest; who needs it first waits for it. */
  @Bean
  LocalContainerEntityManagerFactoryBean entityManagerFactory(
      @Qualifier(READ_MODEL) HikariDataSource readModel) {
    LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
    factory.setDataSource(readModel);
    factory.setPackagesToScan(CatalogueProjector.class.getPackageName());
    factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
    factory.setBootstrapExecutor(new SimpleAsyncTaskExecutor("hibernate-"));
    factory.setJpaPropertyMap(
        Map.of(
            "hibernate.hbm2ddl.auto", "none",
            "hibernate.jdbc.time_zone", "UTC",
            "hibernate.query.fail_on_pagination_over_collection_fetch", "true"));
    return factory;
  }

  @Bean
  PlatformTransactionManager transactionManager(EntityManagerFactory entities) {
    return new JpaTransactionManager(entities);
  }

  /** Nothing is read before the tables hold what the log does now. */
  @Bean(CATALOGUE)
  @Qualifier(CATALOGUE)
  Projection catalogue(@Qualifier(WRITER) HikariDataSource projection, Near near) {
    Long written =
        new JdbcTemplate(projection)
            .queryForObject("SELECT position FROM tagledger.log_head", Long.class);
    Progress progress = new Progress(requireNonNull(written));
    return new Projection(GENERATION, new CatalogueProjector(), projection, progress, near);
  }

  @Bean
  @Qualifier(CATALOGUE)
  Keeper catalogueKeeper(
      @Qualifier(CATALOGUE) Projection catalogue,
      EventStore events,
      JdbcConnectionDetails database,
      Serializer serializer,
      SoleWriter sole,
      QueryProperties properties) {
    Progress progress = catalogue.progress();
    // Who waits on another node is not known of here.
    Pause pause =
        new Pause(
            PAUSE, () -> progress.isUnawaitedFor(NOBODY_WAITS) && sole.term() != SoleWriter.UNSURE);
    return new Keeper(catalogue, events, database, serializer, properties.keeping(pause));
  }

  @Bean
  TokenStore tokenStore(@Qualifier(CATALOGUE) Keeper keeper) {
    return keeper.tokens();
  }

  @Bean
  TablesInspection catalogueInspection(
      @Qualifier(CATALOGUE) Projection catalogue,
      EventStore events,
      JdbcConnectionDetails database) {
    return new TablesInspection(catalogue, database, events);
  }

  @Bean
  Near near(
      @Qualifier(READ_MODEL) HikariDataSource readModel,
      SoleWriter sole,
      QueryProperties properties) {
    NearTables tables = new NearTables(readModel, new CatalogueProjector().reached());
    return new Near(tables, sole, properties.nearBytes());
  }

  @Bean
  NearQueries nearQueries(
      Near near, @Qualifier(CATALOGUE) Projection catalogue, QueryProperties properties) {
    return new NearQueries(near, catalogue.progress(), properties.patience());
  }

  @Bean
  ReadModelProgress readModelProgress(
      @Qualifier(CATALOGUE) Projection catalogue, QueryProperties properties) {
    return position -> catalogue.progress().arrival(position, properties.patience());
  }

  @Bean
  CatalogueQueries catalogueQueries(@Qualifier(READ_MODEL) FairPool readModel, Near near) {
    return new CatalogueQueries(readModel, readModel.toStream(), near::missed);
  }

  @Bean
  StoreQueries storeQueries(
      StoreEntities stores,
      CatalogueQueries rows,
      PlatformTransactionManager transactions,
      Near near) {
    return new StoreQueries(stores, rows, transactions, near::missed);
  }

  @Bean
  ExportQueries exportQueries(@Qualifier(READ_MODEL) FairPool readModel) {
    return new ExportQueries(readModel.toStream());
  }

  @Bean
  ReadModelHealth readModelHealthIndicator(@Qualifier(CATALOGUE) Projection catalogue) {
    return new ReadModelHealth(catalogue.progress());
  }

  @Bean
  ProjectionHealth catalogueHealthIndicator(@Qualifier(CATALOGUE) Keeper keeper) {
    return new ProjectionHealth(keeper);
  }
}
