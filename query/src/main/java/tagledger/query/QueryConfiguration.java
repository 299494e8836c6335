package tagledger.query;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tagledger.query.log.LogQueries;
import tagledger.query.log.MomentQueries;
import tagledger.query.projection.Freshness;
import tagledger.query.projection.Keeper;
import tagledger.query.projection.ParkedEvents;
import tagledger.query.projection.ParkedStores;
import tagledger.query.projection.Progress;
import tagledger.query.projection.Projection;
import tagledger.query.projection.ProjectionStatuses;

/** Wires the read side: the projections, the log, and the bus on which they are asked. */
@AutoConfiguration(
    afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
    beforeName = {
      "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
      "org.axonframework.springboot.autoconfig.AxonAutoConfiguration"
    })
@EnableConfigurationProperties(QueryProperties.class)
@Import({CatalogueConfiguration.class, HistoryConfiguration.class})
class QueryConfiguration {

  @Bean
  LogQueries logQueries(@Qualifier("readModel") HikariDataSource readModel) {
    return new LogQueries(readModel);
  }

  @Bean
  MomentQueries momentQueries(@Qualifier("readModel") HikariDataSource readModel) {
    return new MomentQueries(readModel);
  }

  @Bean
  Freshness freshness(
      @Qualifier(CatalogueConfiguration.CATALOGUE) Projection catalogue,
      @Qualifier(HistoryConfiguration.HISTORY) Projection history,
      @Qualifier("readModel") HikariDataSource readModel,
      @Qualifier("historyReaders") HikariDataSource historyReaders,
      LogQueries log,
      QueryProperties properties) {
    return new Freshness(
        new Freshness.Tables(catalogue.progress(), new ParkedStores(readModel)),
        new Freshness.Tables(history.progress(), new ParkedStores(historyReaders)),
        log::head,
        properties.patience());
  }

  @Bean
  SimpleQueryBus queryBus(Freshness freshness) {
    SimpleQueryBus bus = SimpleQueryBus.builder().build();
    bus.registerHandlerInterceptor(freshness);
    return bus;
  }

  @Bean
  ParkedEvents deadLetters(List<Projection> projections, EventStore events) {
    return new ParkedEvents(projections, events);
  }

  @Bean
  ProjectionStatuses projectionStatuses(List<Keeper> keepers) {
    return new ProjectionStatuses(keepers);
  }

  @Bean
  MeterBinder projectionPositions(List<Projection> projections) {
    return meters ->
        projections.forEach(
            projection ->
                gauge(projection, "position", Progress::position)
                    .description("The position up to which this node knows the tables to be")
                    .register(meters));
  }

  @Bean
  MeterBinder projectionDeadLetters(List<Projection> projections) {
    return meters ->
        projections.forEach(
            projection ->
                gauge(projection, "dead.letters", Progress::parked)
                    .description("Stores of which an event waits to be tried again")
                    .register(meters));
  }

  private static Gauge.Builder<Progress> gauge(
      Projection projection, String name, ToDoubleFunction<Progress> value) {
    return Gauge.builder("tagledger.projection." + name, projection.progress(), value)
        .tag("projection", projection.name());
  }
}
