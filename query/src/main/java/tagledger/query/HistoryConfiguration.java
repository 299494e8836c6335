package tagledger.query;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import tagledger.query.history.ChangeQueries;
import tagledger.query.history.ComparisonQueries;
import tagledger.query.history.HistoryProjector;
import tagledger.query.history.PastQueries;
import tagledger.query.history.UndoQueries;
import tagledger.query.projection.Generation;
import tagledger.query.projection.Keeper;
import tagledger.query.projection.Pause;
import tagledger.query.projection.Progress;
import tagledger.query.projection.Projection;
import tagledger.query.projection.ProjectionHealth;
import tagledger.query.projection.TablesInspection;

/** The catalogue as it was: its tables, what fills them, and what they are asked. */
@Configuration(proxyBeanMethods = false)
class HistoryConfiguration {

  static final String HISTORY = HistoryProjector.NAME;

  /** A change of the tables, or of what is made of the events, is a new version. */
  private static final Generation GENERATION = new Generation(HISTORY, 2);

  /** Who asks of the past waits no longer for it; on another node, this much. */
  private static final Pause PAUSE = new Pause(Duration.ofMillis(100));

  private static final String READERS = "historyReaders";
  private static final String WRITER = "historyProjection";

  @Bean(name = READERS, defaultCandidate = false)
  @Qualifier(READERS)
  @DependsOnDatabaseInitialization
  FairPool historyReaders(JdbcConnectionDetails database, QueryProperties properties) {
    return Pools.toRead(READERS, GENERATION, database, properties, "");
  }

  @Bean(name = WRITER, defaultCandidate = false)
  @Qualifier(WRITER)
  @DependsOn(READERS)
  HikariDataSource historyWriter(JdbcConnectionDetails database) {
    return Pools.toProject(WRITER, GENERATION, database);
  }

  /** Whoever asks of the past names the position that he needs. */
  @Bean(HISTORY)
  @Qualifier(HISTORY)
  Projection history(@Qualifier(WRITER) HikariDataSource writer) {
    return new Projection(GENERATION, new HistoryProjector(), writer, new Progress(0));
  }

  @Bean
  @Qualifier(HISTORY)
  Keeper historyKeeper(
      @Qualifier(HISTORY) Projection history,
      EventStore events,
      JdbcConnectionDetails database,
      Serializer serializer,
      QueryProperties properties) {
    return new Keeper(history, events, database, serializer, properties.keeping(PAUSE));
  }

  @Bean
  TablesInspection historyInspection(
      @Qualifier(HISTORY) Projection history, EventStore events, JdbcConnectionDetails database) {
    return new TablesInspection(history, database, events);
  }

  @Bean
  PastQueries pastQueries(@Qualifier(READERS) FairPool readers) {
    return new PastQueries(readers, readers.toStream());
  }

  @Bean
  ChangeQueries changeQueries(@Qualifier(READERS) FairPool readers) {
    return new ChangeQueries(readers.toStream());
  }

  @Bean
  ComparisonQueries comparisonQueries(@Qualifier(READERS) FairPool readers) {
    return new ComparisonQueries(readers.toStream());
  }

  @Bean
  UndoQueries undoQueries(@Qualifier(READERS) HikariDataSource readers) {
    return new UndoQueries(readers);
  }

  @Bean
  ProjectionHealth historyHealthIndicator(@Qualifier(HISTORY) Keeper keeper) {
    return new ProjectionHealth(keeper);
  }
}
