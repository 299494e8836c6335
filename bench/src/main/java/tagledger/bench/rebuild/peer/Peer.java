package tagledger.bench.rebuild.peer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.axonframework.common.jpa.EntityManagerProvider;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.api.Event.TagsLinked;
import tagledger.api.IdSet;
import tagledger.bench.system.Database;
import tagledger.bench.system.Waiting;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/**
 * Axon Framework with its JPA event store, its JPA token store and Jackson, in a database of its
 * own on the same server, and a projection into JPA entities: what replays the first events of the
 * service's log.
 */
public final class Peer {

  private static final Duration PATIENCE = Duration.ofHours(1);
  private static final int APPENDED_AT_ONCE = 1_000;
  private static final String ROWS =
      """
      SELECT (SELECT count(*) FROM stores) + (SELECT count(*) FROM tags)
           + (SELECT count(*) FROM items) + (SELECT count(*) FROM items_tags)""";

  /** Ends what has been started. */
  private interface Running extends AutoCloseable {
    @Override
    void close();
  }

  private final Database database;
  private final long events;
  private final long rows;

  private Peer(Database database, long events, long rows) {
    this.database = database;
    this.events = events;
    this.rows = rows;
  }

  /** Has the first events of the log, or all where there are fewer, in the peer's event store. */
  public static Peer fill(Database database, int atMost) {
    database.create(Persistence.DATABASE);
    long events = 0;
    long rows = 0;
    try (Persistence persistence = new Persistence(database, APPENDED_AT_ONCE)) {
      SpringTransactionManager transactions = persistence.transactions();
      Configuration configuration = configurer(persistence).start();
      EventStore store = configuration.eventStore();
      LoggedEvents log = new LoggedEvents(database);
      for (List<DomainEventMessage<?>> next = log.after(0, Math.min(atMost, APPENDED_AT_ONCE));
          !next.isEmpty();
          next = log.after(events, (int) Math.min(atMost - events, APPENDED_AT_ONCE))) {
        List<DomainEventMessage<?>> appended = next;
        transactions.executeInTransaction(() -> store.publish(appended));
        events += next.size();
        rows += next.stream().mapToLong(event -> rows(event.getPayload())).sum();
      }
      configuration.shutdown();
      persistence.jdbc().execute("VACUUM ANALYZE");
    }
    return new Peer(database, events, rows);
  }

  public long events() {
    return events;
  }

  /** Answers how many seconds the replay took, from the reset to the last event. */
  public double replay(Variant variant) throws InterruptedException {
    try (Persistence persistence = new Persistence(database, variant.jdbcBatchSize)) {
      Configurer configurer = configurer(persistence);
      variant.register(configurer.eventProcessing());
      configurer
          .eventProcessing()
          .registerEventHandler(any -> new CatalogueProjection(persistence.entities()));
      Configuration configuration = configurer.start();
      try (Running running = configuration::shutdown) {
        return replay(
            configuration
                .eventProcessingConfiguration()
                .eventProcessor(variant.name(), StreamingEventProcessor.class)
                .orElseThrow(),
            persistence.jdbc());
      }
    }
  }

  private double replay(StreamingEventProcessor processor, JdbcTemplate jdbc)
      throws InterruptedException {
    long end = last(jdbc);
    // Axon loses the thread of a processor that is stopped before it has begun to read.
    Waiting.until(PATIENCE, () -> isAt(processor, end) && isReading(processor));
    processor.shutDown();
    jdbc.execute("CHECKPOINT");
    long begun = System.nanoTime();
    processor.resetTokens(StreamableMessageSource::createTailToken);
    processor.start();
    Waiting.until(PATIENCE, () -> isAt(processor, end));
    double seconds = (System.nanoTime() - begun) / 1e9;
    processor.shutDown();
    verify(jdbc);
    return seconds;
  }

  private static Configurer configurer(Persistence persistence) {
    EntityManagerProvider entities = persistence::entities;
    return DefaultConfigurer.jpaConfiguration(entities, persistence.transactions())
        .configureSerializer(any -> serializer());
  }

  /** A token of a replay holds a value of any class, which Jackson must be allowed. */
  private static Jackson3Serializer serializer() {
    BasicPolymorphicTypeValidator anyClass =
        BasicPolymorphicTypeValidator.builder().allowIfBaseType(Object.class).build();
    return Jackson3Serializer.builder()
        .jsonMapperBuilderCustomizer(json -> json.polymorphicTypeValidator(anyClass))
        .build();
  }

  private static boolean isAt(StreamingEventProcessor processor, long end) {
    if (processor.isError()) {
      throw new IllegalStateException("The peer's replay failed");
    }
    Map<Integer, EventTrackerStatus> segments = processor.processingStatus();
    segments.values().stream()
        .filter(EventTrackerStatus::isErrorState)
        .findAny()
        .ifPresent(
            failed -> {
              throw new IllegalStateException("The peer's replay failed", failed.getError());
            });
    return !segments.isEmpty()
        && segments.values().stream()
            .allMatch(segment -> segment.getCurrentPosition().orElse(-1) >= end);
  }

  private static boolean isReading(StreamingEventProcessor processor) {
    return processor.processingStatus().values().stream().allMatch(EventTrackerStatus::isCaughtUp);
  }

  private static long last(JdbcTemplate jdbc) {
    return Objects.requireNonNull(
        jdbc.queryForObject("SELECT max(global_index) FROM domain_event_entry", Long.class));
  }

  /** How many an event of an import comes to. */
  private static long rows(Object event) {
    return event instanceof TagsLinked linked
        ? linked.items().values().stream().mapToLong(IdSet::size).sum()
        : 1;
  }

  /** A replay that left something out would have been a fast one. */
  private void verify(JdbcTemplate jdbc) {
    Long found = jdbc.queryForObject(ROWS, Long.class);
    if (!Objects.equals(found, rows)) {
      throw new IllegalStateException("The peer made " + found + " rows and not " + rows);
    }
  }
}
