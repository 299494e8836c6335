package tagledger.query.projection;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tagledger.api.Event;
import tagledger.api.Findings;
import tagledger.api.Inspection;
import tagledger.api.StoreId;
import tagledger.query.TestDatabase;
import tagledger.query.history.HistoryProjector;

class BuildTest {

  private static final String HISTORY = HistoryProjector.NAME;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Generation generation = new Generation(HISTORY, 1);
  private final TestDatabase database = new TestDatabase(generation);
  private final JdbcTemplate jdbc = new JdbcTemplate(database.pool);
  private final TransactionTemplate transaction =
      new TransactionTemplate(new JdbcTransactionManager(database.pool));
  private final Projection projection =
      new Projection(generation, new HistoryProjector(), database.pool, new Progress(0));
  private final ProjectionTokens tokens =
      new ProjectionTokens(
          projection, Jackson3Serializer.builder().build(), Duration.ofSeconds(10), "this node");
  private long heldAfter;
  private final CountDownLatch read = new CountDownLatch(1);
  private final CountDownLatch readable = new CountDownLatch(1);

  @BeforeEach
  void a_log_of_which_the_first_event_is_in_the_tables() {
    database.owner.execute(
        """
        CREATE SCHEMA tagledger;
        CREATE TABLE tagledger.log_head AS SELECT 1::bigint AS position;
        CREATE TABLE tagledger.events (position bigint, metadata bytea);
        GRANT USAGE ON SCHEMA tagledger TO tagledger_app;
        GRANT SELECT ON ALL TABLES IN SCHEMA tagledger TO tagledger_app""");
    transaction.executeWithoutResult(
        begun -> {
          tokens.initializeTokenSegments(HISTORY, 1, new GlobalSequenceTrackingToken(0));
          tokens.fetchToken(HISTORY, 0);
        });
    take(1);
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void a_batch_that_waits_while_others_take_the_place_of_its_tables_moves_the_token_of_those()
      throws Exception {
    heldAfter = 1;
    generation.begin(database.pool);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        BuildConnection connection = new BuildConnection(database(), generation.building())) {
      connection.jdbc.execute("SET idle_in_transaction_session_timeout = 0");
      Build build = new Build(projection, this::open, connection, () -> true);
      Future<Boolean> served = threads.submit(build::run);
      assertThat(read.await(30, TimeUnit.SECONDS)).isTrue();

      Future<?> batch = threads.submit(() -> take(3));
      await().atMost(PATIENCE).until(this::somebodyWaits);
      readable.countDown();
      assertThat(served.get(30, TimeUnit.SECONDS)).isTrue();
      batch.get(30, TimeUnit.SECONDS);
    }

    assertThat(token()).isEqualTo(3);
    assertThat(jdbc.queryForList("SELECT position FROM changes ORDER BY 1", Long.class))
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void an_error_is_told_until_what_failed_has_gone_well() throws Exception {
    generation.begin(database.pool);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        BuildConnection connection = new BuildConnection(database(), generation.building())) {
      connection.jdbc.update("UPDATE generation SET error = 'The disk is full'");
      Build build = new Build(projection, this::open, connection, () -> true);
      Future<Boolean> served = threads.submit(build::run);
      assertThat(read.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(error(generation.building())).isEqualTo("The disk is full");

      readable.countDown();
      assertThat(served.get(30, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(error(generation.name())).isNull();
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void that_it_is_built_is_said_also_after_the_database_was_away(CapturedOutput output) {
    generation.begin(database.pool);
    AtomicReference<String> url = new AtomicReference<>("jdbc:postgresql://localhost:1/away");
    Builder builder = new Builder(projection, database(url::get), this::open);
    builder.start();
    try {
      await().atMost(PATIENCE).until(() -> output.getAll().contains("history cannot be built now"));
      url.set(requireNonNull(database.pool.getJdbcUrl()));
      await()
          .atMost(PATIENCE)
          .until(() -> output.getAll().contains("Building history_1 from position 0 on"));
      readable.countDown();
      await()
          .atMost(PATIENCE)
          .until(() -> output.getAll().contains("history_1 serves, built up to position 1"));
    } finally {
      builder.stop();
    }
  }

  @Test
  void tables_that_take_the_place_since_the_state_that_is_inspected_are_what_they_were_in_it()
      throws Exception {
    generation.begin(database.pool);
    readable.countDown();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        BuildConnection connection = new BuildConnection(database(), generation.building());
        Connection reader = database.pool.getConnection();
        Connection state = database.pool.getConnection()) {
      reader.setAutoCommit(false);
      JdbcTemplate reading = new JdbcTemplate(new SingleConnectionDataSource(reader, true));
      reading.execute("LOCK TABLE generation IN ACCESS SHARE MODE");
      Build build = new Build(projection, this::open, connection, () -> true);
      Future<Boolean> served = threads.submit(build::run);
      await().atMost(PATIENCE).until(this::isBuilt);

      state.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      state.setAutoCommit(false);
      String snapshot =
          requireNonNull(
              new JdbcTemplate(new SingleConnectionDataSource(state, true))
                  .queryForObject("SELECT pg_export_snapshot()", String.class));
      reader.rollback();
      assertThat(served.get(30, TimeUnit.SECONDS)).isTrue();

      Inspected inspected = new Inspected(new ArrayList<>(), new HashMap<>());
      new TablesInspection(projection, database(), this::open)
          .inspect(new Inspection.State(snapshot, 1), inspected);
      assertThat(inspected.differences).isEmpty();
      assertThat(inspected.compared).containsEntry("history.stores", 1L);
    }
  }

  private boolean isBuilt() {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "SELECT indexed AND position = 1 FROM %s.generation".formatted(generation.building()),
            Boolean.class));
  }

  private record Inspected(List<String> differences, Map<String, Long> compared)
      implements Findings {
    @Override
    public void compared(String what, long count) {
      compared.put(what, count);
    }

    @Override
    public void differs(String line) {
      differences.add(line);
    }
  }

  private @Nullable String error(String schema) {
    return jdbc.queryForObject("SELECT error FROM " + schema + ".generation", String.class);
  }

  /** As a processor does: first the token, and then what comes up to it. */
  private void take(long position) {
    transaction.executeWithoutResult(
        begun -> {
          tokens.storeToken(new GlobalSequenceTrackingToken(position), HISTORY, 0);
          LiveBatch batch = new LiveBatch(projection.projector(), jdbc, null);
          batch.add(ProjectionInvoker.recorded(event(position)));
          batch.end();
        });
  }

  private boolean somebodyWaits() {
    return Boolean.TRUE.equals(
        database.owner.queryForObject(
            """
            SELECT EXISTS (SELECT FROM pg_stat_activity
                           WHERE datname = current_database() AND wait_event_type = 'Lock')""",
            Boolean.class));
  }

  private long token() {
    return requireNonNull(
        jdbc.queryForObject("SELECT " + ProjectionTokens.POSITION + " FROM tokens", Long.class));
  }

  /** A log that comes event by event, the one after {@link #heldAfter} when the test says so. */
  private BlockingStream<TrackedEventMessage<?>> open(@Nullable TrackingToken token) {
    long after = ((GlobalSequenceTrackingToken) requireNonNull(token)).getGlobalIndex();
    if (after == heldAfter) {
      read.countDown();
      try {
        assertThat(readable.await(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return new BlockingStream<>() {
      private boolean taken;

      @Override
      public Optional<TrackedEventMessage<?>> peek() {
        return taken ? Optional.empty() : Optional.of(event(after + 1));
      }

      @Override
      public boolean hasNextAvailable(int timeout, TimeUnit unit) {
        return !taken;
      }

      @Override
      public TrackedEventMessage<?> nextAvailable() {
        taken = true;
        return event(after + 1);
      }

      @Override
      public void close() {
        if (after < heldAfter) {
          take(after + 2);
        }
      }
    };
  }

  private static TrackedEventMessage<?> event(long position) {
    StoreId store = new StoreId(Math.toIntExact(position));
    return new GenericTrackedDomainEventMessage<>(
        new GlobalSequenceTrackingToken(position),
        new GenericDomainEventMessage<>(
            "Store", "store/" + position, 0, new Event.StoreCreated(store, "Store " + position)));
  }

  private JdbcConnectionDetails database() {
    return database(database.pool::getJdbcUrl);
  }

  private JdbcConnectionDetails database(Supplier<@Nullable String> url) {
    return new JdbcConnectionDetails() {
      @Override
      public @Nullable String getUsername() {
        return database.pool.getUsername();
      }

      @Override
      public @Nullable String getPassword() {
        return database.pool.getPassword();
      }

      @Override
      public String getJdbcUrl() {
        return requireNonNull(url.get());
      }
    };
  }
}
