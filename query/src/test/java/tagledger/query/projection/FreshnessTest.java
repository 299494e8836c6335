package tagledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.GenericQueryMessage;
import org.axonframework.queryhandling.QueryResponseMessage;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.queryhandling.annotation.AnnotationQueryHandlerAdapter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.api.Metadata;
import tagledger.api.NotYetVisible;
import tagledger.api.Query.FindPosition;
import tagledger.query.TestDatabase;
import tagledger.query.catalogue.CatalogueProjector;

class FreshnessTest {

  private final Progress progress = new Progress(0);
  private final Progress history = new Progress(0);
  private final AtomicLong head = new AtomicLong();
  private final AtomicBoolean parked = new AtomicBoolean();
  private final Gaps gaps = (query, upTo) -> parked.get();
  private SimpleQueryBus bus = SimpleQueryBus.builder().build();

  @BeforeEach
  void wire() {
    bus = busWith(Duration.ofSeconds(20));
  }

  @Test
  void a_query_that_asks_for_no_position_is_answered_at_once() {
    progress.reached(3);
    assertThat(ask(bus, MetaData.emptyInstance()).join().getPayload()).isEqualTo(3L);
  }

  @Test
  void a_query_waits_until_its_position_is_there() {
    CompletableFuture<QueryResponseMessage<Long>> answer =
        CompletableFuture.supplyAsync(() -> ask(bus, at(5)).join());
    await().until(progress::isAwaited);
    assertThat(answer).isNotDone();
    progress.reached(6);
    assertThat(answer.join().getPayload()).isEqualTo(6L);
  }

  @Test
  void a_query_whose_position_does_not_come_in_time_is_told_so() {
    QueryResponseMessage<Long> answer = ask(busWith(Duration.ofMillis(20)), at(5)).join();
    assertThat(answer.isExceptional()).isTrue();
    assertThat(answer.exceptionResult()).isInstanceOf(NotYetVisible.class);
  }

  @Test
  void nobody_waits_for_what_a_parked_store_was_written() {
    progress.parked(1);
    parked.set(true);
    assertThat(ask(bus, at(5)).join().exceptionResult()).isInstanceOf(NotYetVisible.class);
    assertThat(ask(bus, MetaData.emptyInstance()).join().isExceptional()).isFalse();
    parked.set(false);
    progress.reached(5);
    assertThat(ask(bus, at(5)).join().getPayload()).isEqualTo(5L);
  }

  @Test
  void that_a_store_is_parked_may_be_learnt_with_the_position_that_is_waited_for() {
    CompletableFuture<QueryResponseMessage<Long>> answer =
        CompletableFuture.supplyAsync(() -> ask(bus, at(5)).join());
    await().until(progress::isAwaited);
    parked.set(true);
    progress.parked(1);
    progress.reached(5);
    assertThat(answer.join().exceptionResult()).isInstanceOf(NotYetVisible.class);
  }

  @Test
  void no_query_is_answered_before_the_read_model_holds_what_it_must() {
    Progress building = new Progress(5);
    SimpleQueryBus reads = bus(building, Duration.ofSeconds(20));
    CompletableFuture<QueryResponseMessage<Long>> answer =
        CompletableFuture.supplyAsync(() -> ask(reads, MetaData.emptyInstance()).join());
    building.reached(4);
    assertThat(ask(bus(building, Duration.ofMillis(20)), at(1)).join().exceptionResult())
        .isInstanceOf(NotYetVisible.class);
    assertThat(answer).isNotDone();
    assertThat(new ReadModelHealth(building).health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    building.reached(5);
    assertThat(answer.join().getPayload()).isEqualTo(5L);
    assertThat(new ReadModelHealth(building).health().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void how_far_a_read_model_is_that_another_node_builds_is_learnt_unasked() {
    Progress building = new Progress(5);
    assertThat(building.isAwaited()).isTrue();
    building.reached(5);
    assertThat(building.isAwaited()).isFalse();
  }

  @Test
  void progress_on_another_node_is_learnt_from_the_database_while_somebody_waits() {
    AtomicBoolean keptHere = new AtomicBoolean(true);
    Generation generation = new Generation("catalogue", 1);
    try (TestDatabase database = new TestDatabase(generation)) {
      new JdbcTemplate(database.pool)
          .update(
              """
              INSERT INTO tokens (processor_name, segment, token)
              VALUES ('catalogue', 0, '{"globalIndex":42}')""");
      Projection projection =
          new Projection(generation, new CatalogueProjector(), database.pool, progress);
      ProgressElsewhere elsewhere = new ProgressElsewhere(projection, keptHere::get);
      elsewhere.start();
      try {
        CompletableFuture<QueryResponseMessage<Long>> answer =
            CompletableFuture.supplyAsync(() -> ask(bus, at(42)).join());
        await().until(progress::isAwaited);
        assertThat(progress.position()).isZero();
        keptHere.set(false);
        assertThat(answer.join().getPayload()).isEqualTo(42L);
      } finally {
        elsewhere.stop();
      }
    }
  }

  private SimpleQueryBus busWith(Duration patience) {
    return bus(progress, patience);
  }

  private SimpleQueryBus bus(Progress progress, Duration patience) {
    Freshness freshness =
        new Freshness(
            new Freshness.Tables(progress, gaps),
            new Freshness.Tables(history, gaps),
            head::get,
            patience);
    SimpleQueryBus wired = SimpleQueryBus.builder().build();
    wired.registerHandlerInterceptor(freshness);
    new AnnotationQueryHandlerAdapter<>(freshness).subscribe(wired);
    return wired;
  }

  private static Map<String, Object> at(long position) {
    return Map.of(Metadata.POSITION, position);
  }

  private static CompletableFuture<QueryResponseMessage<Long>> ask(
      SimpleQueryBus on, Map<String, ?> metadata) {
    return on.query(
        new GenericQueryMessage<>(new FindPosition(), ResponseTypes.instanceOf(Long.class))
            .andMetaData(metadata));
  }
}
