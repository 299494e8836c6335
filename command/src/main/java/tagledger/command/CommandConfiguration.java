package tagledger.command;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventsourcing.AggregateSnapshotter;
import org.axonframework.eventsourcing.GenericAggregateFactory;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.messaging.annotation.HandlerDefinition;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.modelling.command.inspection.AggregateModel;
import org.axonframework.modelling.command.inspection.AnnotatedAggregateMetaModelFactory;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import tagledger.api.FirstAnswers;
import tagledger.api.ImportLedger;
import tagledger.api.LogGrowth;
import tagledger.command.lane.CommandTargets;
import tagledger.command.lane.Lane;
import tagledger.command.lane.StoreRepository;
import tagledger.command.lane.StoresInLane;
import tagledger.command.log.EventLog;
import tagledger.command.log.EventSerializer;
import tagledger.command.log.ExpiredKeys;
import tagledger.command.log.Log;
import tagledger.command.log.LogSignals;
import tagledger.command.log.SoleWriterLease;
import tagledger.command.log.StalledSessions;
import tagledger.command.store.Ids;
import tagledger.command.store.ImportKeys;
import tagledger.command.store.PastEvents;
import tagledger.command.store.Store;
import tagledger.command.store.StoreNames;
import tagledger.command.store.Stores;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/** Wires the write side: the log, the aggregate and the lane in which it decides. */
@AutoConfiguration(
    afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
    beforeName = "org.axonframework.springboot.autoconfig.JdbcAutoConfiguration")
@EnableConfigurationProperties(CommandProperties.class)
@Import(SafekeepingConfiguration.class)
class CommandConfiguration {

  private static final String LANE = "lane";
  private static final int CONNECTIONS_OF_THE_LANE = 2;

  /** For what only the service itself reads, such as tokens. */
  @Bean
  @Primary
  Serializer serializer() {
    var onlyAxons =
        BasicPolymorphicTypeValidator.builder().allowIfSubType("org.axonframework.").build();
    return Jackson3Serializer.builder()
        .jsonMapperBuilderCustomizer(json -> json.polymorphicTypeValidator(onlyAxons))
        .build();
  }

  @Bean
  @Qualifier("eventSerializer")
  EventSerializer eventSerializer() {
    return new EventSerializer();
  }

  /** Like the service's own, and apart from it. */
  @Bean(name = LANE, defaultCandidate = false)
  @Qualifier(LANE)
  @DependsOnDatabaseInitialization
  HikariDataSource laneConnections(DataSource database) throws SQLException {
    HikariConfig like = new HikariConfig();
    database.unwrap(HikariDataSource.class).copyStateTo(like);
    like.setPoolName(LANE);
    like.setMaximumPoolSize(CONNECTIONS_OF_THE_LANE);
    return new HikariDataSource(like);
  }

  @Bean
  @DependsOnDatabaseInitialization
  Log log(@Qualifier(LANE) HikariDataSource lane, DataSource database, EventSerializer serializer) {
    return Log.in(lane, database, serializer);
  }

  /** Stops reading before the pool is closed. */
  @Bean(destroyMethod = "shutDown")
  @Qualifier("eventStore")
  EventLog eventBus(Log log) {
    return log.events();
  }

  @Bean
  LogSignals logSignals(Log log) {
    return log.signals();
  }

  @Bean
  SoleWriterLease soleWriter(Log log) {
    return log.sole();
  }

  @Bean
  LogGrowth logGrowth(Log log) {
    return log.events().growth();
  }

  @Bean
  Ids ids(Log log) {
    return log.ids();
  }

  @Bean
  StoreNames storeNames(Log log) {
    return log.names();
  }

  @Bean
  ImportKeys importKeys(Log log) {
    return log.keys();
  }

  @Bean
  ImportLedger importLedger(Log log) {
    return log.imports();
  }

  @Bean
  PastEvents pastEvents(Log log) {
    return log.past();
  }

  @Bean
  Stores stores(Log log, StoreRepository repository) {
    return new StoresInLane(log.whereabouts(), repository);
  }

  @Bean
  FirstAnswers firstAnswers(Log log) {
    return log.firstAnswers();
  }

  @Bean
  @DependsOnDatabaseInitialization
  ExpiredKeys expiredKeys(DataSource database) {
    return new ExpiredKeys(database);
  }

  @Bean
  @DependsOnDatabaseInitialization
  StalledSessions stalledSessions(DataSource database) {
    return new StalledSessions(database);
  }

  @Bean
  CommandTargets commandTargets(Log log) {
    return new CommandTargets(log.whereabouts());
  }

  @Bean
  AggregateModel<Store> storeModel(
      ParameterResolverFactory parameters, HandlerDefinition handlers) {
    return AnnotatedAggregateMetaModelFactory.inspectAggregate(Store.class, parameters, handlers);
  }

  @Bean
  Snapshotter snapshotter(
      EventLog events,
      AggregateModel<Store> model,
      ParameterResolverFactory parameters,
      HandlerDefinition handlers) {
    return AggregateSnapshotter.builder()
        .eventStore(events)
        .executor(
            Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("snapshots").factory()))
        .aggregateFactories(new GenericAggregateFactory<>(model))
        .parameterResolverFactory(parameters)
        .handlerDefinition(handlers)
        .build();
  }

  @Bean
  StoreRepository storeRepository(
      EventLog events,
      Snapshotter snapshotter,
      AggregateModel<Store> model,
      CommandProperties properties) {
    return new StoreRepository(
        model, events, snapshotter, properties.snapshotEvery(), properties.cachedThings());
  }

  @Bean
  Lane commandBus(
      Log log,
      StoreRepository repository,
      CommandTargets targets,
      ObjectProvider<MeterRegistry> meters) {
    Lane lane =
        new Lane(
            log.writer(),
            repository,
            targets,
            log.requestKeys(),
            log.signals()::grown,
            meters.getIfAvailable(SimpleMeterRegistry::new));
    lane.registerHandlerInterceptor(
        new CorrelationDataInterceptor<>(List.of(new CommandMetadata())));
    return lane;
  }

  @Bean
  ConfigurerModule storeAggregate(StoreRepository repository, CommandTargets targets) {
    return configurer ->
        configurer.configureAggregate(
            AggregateConfigurer.defaultConfiguration(Store.class)
                .configureRepository(configuration -> repository)
                .configureCommandTargetResolver(configuration -> targets));
  }
}
