package tagledger.query;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Import;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.PlatformTransactionManager;
import tagledger.query.catalogue.CatalogueProjection;
import tagledger.query.catalogue.CatalogueQueries;
import tagledger.query.catalogue.ExportQueries;
import tagledger.query.catalogue.StoreQueries;
import tagledger.query.projection.Generation;
import tagledger.query.projection.Progress;
import tagledger.query.projection.ProgressElsewhere;
import tagledger.query.projection.Projection;
import tagledger.query.projection.ProjectionHealth;
import tagledger.query.projection.ProjectionTokens;
import tagledger.query.projection.ReadModelHealth;

/** The catalogue as it is: its tables, what fills them, and what they are asked. */
@Configuration(proxyBeanMethods = false)
@Import(StoreQueries.class)
@EnableJpaRepositories(basePackageClasses = CatalogueProjection.class)
class CatalogueConfiguration {

  static final String CATALOGUE = CatalogueProjection.NAME;

  /** A change of the tables is a new generation. */
  private static final Generation GENERATION = new Generation(CATALOGUE, 2);

  private static final String READ_MODEL = "readModel";
  private static final String WRITER = "projection";

  private static final String REACHED =
      """
      SELECT coalesce((convert_from(token, 'UTF8')::json ->> 'globalIndex')::bigint, 0)
      FROM tagledger.tokens WHERE token IS NOT NULL AND processor_name = '%s'"""
          .formatted(GENERATION.name());

  @Bean(name = READ_MODEL, defaultCandidate = false)
  @Qualifier(READ_MODEL)
  @DependsOnDatabaseInitialization
  HikariDataSource readModel(JdbcConnectionDetails database, QueryProperties properties) {
    return Pools.toRead(READ_MODEL, GENERATION, database, properties.connections());
  }

  @Bean(name = WRITER, defaultCandidate = false)
  @Qualifier(WRITER)
  @DependsOn(READ_MODEL)
  HikariDataSource projection(JdbcConnectionDetails database) {
    return Pools.toProject(WRITER, GENERATION, database);
  }

  @Bean
  LocalContainerEntityManagerFactoryBean entityManagerFactory(
      @Qualifier(READ_MODEL) HikariDataSource readModel) {
    LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
    factory.setDataSource(readModel);
    factory.setPackagesToScan(CatalogueProjection.class.getPackageName());
    factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
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
  Projection catalogue(@Qualifier(WRITER) HikariDataSource projection) {
    Long written =
        new JdbcTemplate(projection)
            .queryForObject("SELECT position FROM tagledger.log_head", Long.class);
    Progress progress = new Progress(requireNonNull(written));
    return new Projection(GENERATION, projection, progress, REACHED);
  }

  @Bean
  CatalogueProjection catalogueProjection(@Qualifier(CATALOGUE) Projection catalogue) {
    return new CatalogueProjection(new JdbcTemplate(catalogue.writer()), catalogue.progress());
  }

  @Bean
  CatalogueQueries catalogueQueries(@Qualifier(READ_MODEL) HikariDataSource readModel) {
    return new CatalogueQueries(readModel);
  }

  @Bean
  ExportQueries exportQueries(@Qualifier(READ_MODEL) HikariDataSource readModel) {
    return new ExportQueries(readModel);
  }

  @Bean
  TokenStore tokenStore(
      @Qualifier(CATALOGUE) Projection catalogue,
      Serializer serializer,
      QueryProperties properties) {
    return new ProjectionTokens(catalogue, serializer, properties.claimTimeout(), Node.NAME);
  }

  @Bean
  ConfigurerModule catalogueProcessor(
      @Qualifier(CATALOGUE) Projection catalogue, TokenStore tokens, QueryProperties properties) {
    return catalogue.processor(tokens, properties.eventsAtOnce());
  }

  @Bean
  ProgressElsewhere catalogueElsewhere(
      @Qualifier(CATALOGUE) Projection catalogue,
      ObjectProvider<EventProcessingConfiguration> processing) {
    return new ProgressElsewhere(
        catalogue, () -> !catalogue.processor(processing.getObject()).processingStatus().isEmpty());
  }

  @Bean
  ReadModelHealth readModelHealthIndicator(@Qualifier(CATALOGUE) Projection catalogue) {
    return new ReadModelHealth(catalogue.progress());
  }

  @Bean
  ProjectionHealth catalogueHealthIndicator(
      @Qualifier(CATALOGUE) Projection catalogue,
      ObjectProvider<EventProcessingConfiguration> processing) {
    return new ProjectionHealth(
        () -> catalogue.processor(processing.getObject()), catalogue.progress());
  }
}
