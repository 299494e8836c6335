package tagledger.query;

import com.zaxxer.hikari.HikariDataSource;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.query.history.ChangeQueries;
import tagledger.query.history.ComparisonQueries;
import tagledger.query.history.HistoryProjection;
import tagledger.query.history.PastQueries;
import tagledger.query.history.UndoQueries;
import tagledger.query.projection.Generation;
import tagledger.query.projection.Progress;
import tagledger.query.projection.ProgressElsewhere;
import tagledger.query.projection.Projection;
import tagledger.query.projection.ProjectionHealth;
import tagledger.query.projection.ProjectionTokens;

/** The catalogue as it was: its tables, what fills them, and what they are asked. */
@Configuration(proxyBeanMethods = false)
class HistoryConfiguration {

  static final String HISTORY = HistoryProjection.NAME;

  /** A change of the tables is a new generation. */
  private static final Generation GENERATION = new Generation(HISTORY, 1);

  private static final String READERS = "historyReaders";
  private static final String WRITER = "historyProjection";
  private static final String REACHED = "SELECT settled FROM progress";

  @Bean(name = READERS, defaultCandidate = false)
  @Qualifier(READERS)
  @DependsOnDatabaseInitialization
  HikariDataSource historyReaders(JdbcConnectionDetails database, QueryProperties properties) {
    return Pools.toRead(READERS, GENERATION, database, properties.connections());
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
    return new Projection(GENERATION, writer, new Progress(0), REACHED);
  }

  @Bean
  HistoryProjection historyEvents(@Qualifier(HISTORY) Projection history) {
    return new HistoryProjection(new JdbcTemplate(history.writer()), history.progress());
  }

  @Bean
  PastQueries pastQueries(@Qualifier(READERS) HikariDataSource readers) {
    return new PastQueries(readers);
  }

  @Bean
  ChangeQueries changeQueries(@Qualifier(READERS) HikariDataSource readers) {
    return new ChangeQueries(readers);
  }

  @Bean
  ComparisonQueries comparisonQueries(@Qualifier(READERS) HikariDataSource readers) {
    return new ComparisonQueries(readers);
  }

  @Bean
  UndoQueries undoQueries(@Qualifier(READERS) HikariDataSource readers) {
    return new UndoQueries(readers);
  }

  @Bean
  ConfigurerModule historyProcessor(
      @Qualifier(HISTORY) Projection history, Serializer serializer, QueryProperties properties) {
    return history.processor(
        new ProjectionTokens(history, serializer, properties.claimTimeout(), Node.NAME),
        properties.eventsAtOnce());
  }

  @Bean
  ProgressElsewhere historyElsewhere(
      @Qualifier(HISTORY) Projection history,
      ObjectProvider<EventProcessingConfiguration> processing) {
    return new ProgressElsewhere(
        history, () -> !history.processor(processing.getObject()).processingStatus().isEmpty());
  }

  @Bean
  ProjectionHealth historyHealthIndicator(
      @Qualifier(HISTORY) Projection history,
      ObjectProvider<EventProcessingConfiguration> processing) {
    return new ProjectionHealth(
        () -> history.processor(processing.getObject()), history.progress());
  }
}
