package tagledger.query;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.persistence.EntityManagerFactory;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.TrackingEventProcessor;
import org.axonframework.eventhandling.TrackingEventProcessorConfiguration;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Import;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.PlatformTransactionManager;
import tagledger.query.catalogue.CatalogueProcessor;
import tagledger.query.catalogue.CatalogueProjection;
import tagledger.query.catalogue.CatalogueQueries;
import tagledger.query.catalogue.CatalogueTokens;
import tagledger.query.catalogue.ExportQueries;
import tagledger.query.catalogue.Freshness;
import tagledger.query.catalogue.Generation;
import tagledger.query.catalogue.Progress;
import tagledger.query.catalogue.ProgressElsewhere;
import tagledger.query.catalogue.ProjectionHealth;
import tagledger.query.catalogue.ReadModelHealth;
import tagledger.query.catalogue.StoreQueries;
import tagledger.query.log.LogQueries;
import tagledger.query.log.MomentQueries;

/** Wires the read side: its tables, the projection that fills them, and the queries. */
@AutoConfiguration(
    afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
    beforeName = {
      "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
      "org.axonframework.springboot.autoconfig.AxonAutoConfiguration"
    })
@EnableConfigurationProperties(QueryProperties.class)
@Import(StoreQueries.class)
@EnableJpaRepositories(basePackageClasses = Generation.class)
class QueryConfiguration {

  /** A change of the tables is a new generation. */
  private static final Generation GENERATION = new Generation(2);

  private static final String READ_MODEL = "readModel";
  private static final String PROJECTION = "projection";

  /** In containers, two nodes can have one process id and one host name. */
  private static final String NODE =
      ManagementFactory.getRuntimeMXBean().getName() + "/" + UUID.randomUUID();

  private static final int CONNECTIONS_TO_PROJECT = 4;
  private static final int CONNECTION_TIMEOUT_MILLISECONDS = 5_000;
  private static final long CLAIM_INTERVAL_MILLISECONDS = 500;

  @Bean(name = READ_MODEL, defaultCandidate = false)
  @Qualifier(READ_MODEL)
  @DependsOnDatabaseInitialization
  HikariDataSource readModel(JdbcConnectionDetails database, QueryProperties properties) {
    HikariDataSource pool = pool(READ_MODEL, database, properties.connections());
    GENERATION.prepare(pool);
    return pool;
  }

  /** Apart from the readers: however many there are, the tables are kept up to date. */
  @Bean(name = PROJECTION, defaultCandidate = false)
  @Qualifier(PROJECTION)
  @DependsOn(READ_MODEL)
  HikariDataSource projection(JdbcConnectionDetails database) {
    HikariDataSource pool = pool(PROJECTION, database, CONNECTIONS_TO_PROJECT);
    // The log is the truth: what a crash takes from the tables, the token's step back brings again.
    pool.setConnectionInitSql(pool.getConnectionInitSql() + "; SET synchronous_commit = off");
    return pool;
  }

  private static HikariDataSource pool(
      String name, JdbcConnectionDetails database, int connections) {
    HikariDataSource pool = new HikariDataSource();
    pool.setPoolName(name);
    pool.setJdbcUrl(database.getJdbcUrl());
    pool.setUsername(database.getUsername());
    pool.setPassword(database.getPassword());
    pool.setMaximumPoolSize(connections);
    pool.setConnectionTimeout(CONNECTION_TIMEOUT_MILLISECONDS);
    pool.setConnectionInitSql(GENERATION.initialisation());
    pool.addDataSourceProperty("tcpKeepAlive", true);
    return pool;
  }

  @Bean
  LocalContainerEntityManagerFactoryBean entityManagerFactory(
      @Qualifier(READ_MODEL) HikariDataSource readModel) {
    LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
    factory.setDataSource(readModel);
    factory.setPackagesToScan(Generation.class.getPackageName());
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

  @Bean
  Progress progress(@Qualifier(PROJECTION) HikariDataSource projection) {
    Long written =
        new JdbcTemplate(projection)
            .queryForObject("SELECT position FROM tagledger.log_head", Long.class);
    return new Progress(requireNonNull(written));
  }

  @Bean
  CatalogueProjection catalogueProjection(
      @Qualifier(PROJECTION) HikariDataSource projection, Progress progress) {
    return new CatalogueProjection(new JdbcTemplate(projection), progress);
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
  LogQueries logQueries(@Qualifier(READ_MODEL) HikariDataSource readModel) {
    return new LogQueries(readModel);
  }

  @Bean
  MomentQueries momentQueries(@Qualifier(READ_MODEL) HikariDataSource readModel) {
    return new MomentQueries(readModel);
  }

  @Bean
  TokenStore tokenStore(
      @Qualifier(PROJECTION) HikariDataSource projection,
      Serializer serializer,
      Progress progress,
      QueryProperties properties) {
    ConnectionProvider connections = new SpringDataSourceConnectionProvider(projection);
    JdbcTokenStore.Builder tokens =
        JdbcTokenStore.builder()
            .connectionProvider(connections)
            .serializer(serializer)
            .claimTimeout(properties.claimTimeout())
            .nodeId(NODE)
            .schema(
                TokenSchema.builder()
                    .setTokenTable("tagledger.tokens")
                    .setProcessorNameColumn("processor_name")
                    .setTokenTypeColumn("token_type")
                    .build());
    return new CatalogueTokens(tokens, projection, GENERATION, progress);
  }

  @Bean
  ConfigurerModule catalogueProcessor(
      @Qualifier(PROJECTION) HikariDataSource projection, QueryProperties properties) {
    return configurer ->
        configurer
            .eventProcessing()
            .assignProcessingGroup(CatalogueProjection.NAME, GENERATION.name())
            .registerEventProcessor(
                GENERATION.name(),
                (name, configuration, invoker) ->
                    new CatalogueProcessor(
                        processor(configuration, properties)
                            .name(name)
                            .eventHandlerInvoker(invoker)))
            .registerTransactionManager(
                GENERATION.name(),
                configuration ->
                    new SpringTransactionManager(new JdbcTransactionManager(projection)))
            .registerListenerInvocationErrorHandler(
                CatalogueProjection.NAME, configuration -> PropagatingErrorHandler.instance())
            .registerErrorHandler(
                GENERATION.name(), configuration -> PropagatingErrorHandler.instance());
  }

  @SuppressWarnings("unchecked")
  private static TrackingEventProcessor.Builder processor(
      Configuration configuration, QueryProperties properties) {
    EventProcessingConfiguration processing = configuration.eventProcessingConfiguration();
    return TrackingEventProcessor.builder()
        .errorHandler(processing.errorHandler(GENERATION.name()))
        .rollbackConfiguration(processing.rollbackConfiguration(GENERATION.name()))
        .messageMonitor(processing.messageMonitor(TrackingEventProcessor.class, GENERATION.name()))
        .messageSource((StreamableMessageSource) configuration.eventStore())
        .tokenStore(processing.tokenStore(GENERATION.name()))
        .transactionManager(processing.transactionManager(GENERATION.name()))
        .trackingEventProcessorConfiguration(
            // Else Axon calls the way from the first event to the last of now a replay.
            TrackingEventProcessorConfiguration.forSingleThreadedProcessing()
                .andInitialTrackingToken(StreamableMessageSource::createTailToken)
                .andBatchSize(properties.eventsAtOnce())
                .andTokenClaimInterval(CLAIM_INTERVAL_MILLISECONDS, TimeUnit.MILLISECONDS));
  }

  @Bean
  ProgressElsewhere progressElsewhere(
      @Qualifier(PROJECTION) HikariDataSource projection,
      Progress progress,
      ObjectProvider<EventProcessingConfiguration> processing) {
    return new ProgressElsewhere(
        progress,
        new JdbcTemplate(projection),
        GENERATION,
        () -> !processor(processing).processingStatus().isEmpty());
  }

  @Bean
  ReadModelHealth readModelHealthIndicator(Progress progress) {
    return new ReadModelHealth(progress);
  }

  @Bean
  ProjectionHealth catalogueHealthIndicator(
      Progress progress, ObjectProvider<EventProcessingConfiguration> processing) {
    return new ProjectionHealth(() -> processor(processing), progress);
  }

  private static StreamingEventProcessor processor(
      ObjectProvider<EventProcessingConfiguration> processing) {
    return processing
        .getObject()
        .eventProcessor(GENERATION.name(), StreamingEventProcessor.class)
        .orElseThrow();
  }

  @Bean
  Freshness freshness(Progress progress, QueryProperties properties) {
    return new Freshness(progress, properties.patience());
  }

  @Bean
  SimpleQueryBus queryBus(Freshness freshness) {
    SimpleQueryBus bus = SimpleQueryBus.builder().build();
    bus.registerHandlerInterceptor(freshness);
    return bus;
  }

  @Bean
  MeterBinder readModelPosition(Progress progress) {
    return meters ->
        Gauge.builder("tagledger.projection.position", progress, Progress::position)
            .description("The position up to which this node knows the read model to be")
            .tag("projection", CatalogueProjection.NAME)
            .register(meters);
  }
}
