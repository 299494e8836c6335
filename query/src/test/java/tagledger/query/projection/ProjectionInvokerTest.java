package tagledger.query.projection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.serialization.LazyDeserializingObject;
import org.axonframework.serialization.SerializedMessage;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import tagledger.api.Event;
import tagledger.api.ItemId;
import tagledger.api.StoreId;
import tagledger.query.TestDatabase;
import tagledger.query.catalogue.CatalogueProjector;

class ProjectionInvokerTest {

  private static final StoreId STORE = new StoreId(1);

  private final Generation generation = new Generation("catalogue", 1);
  private final TestDatabase database = new TestDatabase(generation);
  private final JdbcTemplate jdbc = new JdbcTemplate(database.pool);
  private final Progress progress = new Progress(0);
  private final TransactionManager transactions =
      new SpringTransactionManager(new JdbcTransactionManager(database.pool));
  private final ProjectionInvoker invoker =
      new ProjectionInvoker(
          new Projection(generation, new CatalogueProjector(), database.pool, progress));

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void an_event_that_cannot_be_read_stops_the_projection_and_parks_nothing() {
    ResultMessage<?> result = handle(List.of(created(1), unreadable(2), created(3)));

    assertThat(result.isExceptional()).isTrue();
    assertThat(count("dead_letters")).isZero();
    assertThat(count("stores")).isZero();
    assertThat(progress.position()).isZero();
  }

  @Test
  void what_else_the_transaction_does_stays_when_a_store_is_parked() {
    jdbc.execute("ALTER TABLE items ADD CHECK (name <> 'poison')");
    handle(List.of(created(1)));

    ResultMessage<?> result = handle(List.of(tracked(2, 1, item())));

    assertThat(result.isExceptional()).isFalse();
    assertThat(count("dead_letters")).isEqualTo(1);
    assertThat(count("items")).isZero();
    assertThat(progress.parked()).isEqualTo(1);
    assertThat(jdbc.queryForList("SELECT segment FROM tokens ORDER BY 1", Integer.class))
        .containsExactly(1, 2);
  }

  /** As a tracking processor does, which moves its token when the commit is prepared. */
  private ResultMessage<?> handle(List<TrackedEventMessage<?>> messages) {
    BatchingUnitOfWork<TrackedEventMessage<?>> work = new BatchingUnitOfWork<>(messages);
    work.attachTransaction(transactions);
    return work.executeWithResult(
        () -> {
          if (work.isLastMessage()) {
            var token = (GlobalSequenceTrackingToken) work.getMessage().trackingToken();
            work.onPrepareCommit(
                preparing ->
                    jdbc.update(
                        "INSERT INTO tokens (processor_name, segment) VALUES ('catalogue', ?)",
                        token.getGlobalIndex()));
          }
          invoker.handle(work.getMessage(), Segment.ROOT_SEGMENT);
          return true;
        });
  }

  private @Nullable Integer count(String table) {
    return jdbc.queryForObject("SELECT count(*) FROM " + table, Integer.class);
  }

  private static TrackedEventMessage<?> created(long position) {
    return tracked(position, position - 1, new Event.StoreCreated(STORE, "My store"));
  }

  private static Event item() {
    return new Event.ItemAdded(STORE, new ItemId(1), "poison", BigDecimal.ONE, null);
  }

  private static TrackedEventMessage<?> tracked(long position, long sequence, Event event) {
    return tracked(position, new GenericDomainEventMessage<>("Store", "store/1", sequence, event));
  }

  /** A class of another version: who asks for it gets no event. */
  private static TrackedEventMessage<?> unreadable(long position) {
    Jackson3Serializer serializer = Jackson3Serializer.builder().build();
    SerializedMessage<Object> message =
        new SerializedMessage<>(
            Long.toString(position),
            new LazyDeserializingObject<>(
                new SimpleSerializedObject<>(
                    "{}".getBytes(UTF_8), byte[].class, "tagledger.api.Event$StoreSold", "1"),
                serializer),
            new LazyDeserializingObject<>(MetaData.emptyInstance()));
    return tracked(
        position,
        new GenericDomainEventMessage<>("Store", "store/1", position - 1, message, Instant.now()));
  }

  private static <T> TrackedEventMessage<T> tracked(long position, DomainEventMessage<T> message) {
    return new GenericTrackedDomainEventMessage<>(
        new GlobalSequenceTrackingToken(position), message);
  }
}
