package tagledger.app.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.ACCEPTED;
import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.METHOD_NOT_ALLOWED;
import static org.springframework.http.HttpStatus.OK;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import tools.jackson.databind.JsonNode;

@Order(HttpTest.FIRST)
class ProjectionsTest extends HttpTest {

  private static final String FIGURES =
      "position lag_events lag_seconds events_per_second seconds_left last_error";

  @Autowired private JdbcConnectionDetails database;
  @Autowired private Shutdown shutdown;

  @AfterEach
  void nothing_is_being_built() {
    awaitEnd("catalogue");
    awaitEnd("history");
  }

  @Test
  void each_projection_is_told_with_all_its_figures() {
    long position = when(POST, "/store", "{'name': '" + newName() + "'}").then(CREATED).position();

    Answer answer = when(GET, "/projections").then(OK).has("Cache-Control", "no-store");

    assertThat(answer.body().valueStream().map(each -> each.path("name").asString()))
        .containsExactlyInAnyOrder("catalogue", "history");
    for (JsonNode each : answer.body()) {
      assertThat(names(each)).isEqualTo(set("name generation dead_letters building " + FIGURES));
      assertThat(each.path("generation").asInt()).isPositive();
      assertThat(each.path("position").asLong() + each.path("lag_events").asLong())
          .isGreaterThanOrEqualTo(position);
      assertThat(each.path("dead_letters").asInt()).isZero();
      assertThat(each.path("last_error").isNull()).isTrue();
      assertThat(each.path("building").isNull()).isTrue();
    }
    assertThat(projection("catalogue").path("position").asLong())
        .as("what was answered can be read")
        .isGreaterThanOrEqualTo(position);
  }

  @ParameterizedTest
  @CsvSource({"catalogue, catalogue_3.generation", "history, history_2.generation"})
  void a_rebuild_is_told_and_watched_until_it_serves(String name, String table)
      throws SQLException {
    int generation = projection(name).path("generation").asInt();
    newItem(newStore());
    try (Feed feed = new Feed(port(), "/projections/" + name, "text/event-stream")) {
      assertThat(told(feed).path("building").isNull()).isTrue();
      try (Hold hold = hold(table)) {
        Answer begun =
            when(POST, "/projections/" + name + "/rebuild")
                .then(ACCEPTED)
                .has("Location", "/projections/" + name);

        JsonNode building = begun.body().path("building");
        assertThat(names(building)).isEqualTo(set("generation started_at " + FIGURES));
        assertThat(building.path("generation").asInt()).isEqualTo(generation + 1);
        assertThat(begun.body().path("generation").asInt()).isEqualTo(generation);
        hold.awaitAttempt();
        hold.awaitAttempt();

        when(POST, "/projections/" + name + "/rebuild")
            .isRefused(
                CONFLICT,
                "The projection '"
                    + name
                    + "' is being rebuilt. GET /projections tells how far that is.");
        JsonNode told = awaitTold(feed, generation, true).path("building");
        assertThat(told.path("generation").asInt()).isEqualTo(generation + 1);
        assertThat(told.path("last_error").isNull()).isTrue();
      }
      JsonNode served = awaitTold(feed, generation + 1, false);
      assertThat(served.path("building").isNull()).isTrue();
    }
    assertThat(projection(name).path("generation").asInt()).isEqualTo(generation + 1);
  }

  @Test
  void whoever_reads_what_was_replaced_is_left_to_it_and_the_next_rebuild_waits()
      throws SQLException {
    int generation = projection("catalogue").path("generation").asInt();
    try (Hold hold = hold("catalogue_3.items")) {
      when(POST, "/projections/catalogue/rebuild").then(ACCEPTED);
      awaitEnd("catalogue");
      when(POST, "/projections/catalogue/rebuild").then(ACCEPTED);
      hold.awaitAttempt();

      JsonNode projection = projection("catalogue");
      assertThat(projection.path("generation").asInt()).isEqualTo(generation + 1);
      assertThat(projection.path("building").path("generation").asInt()).isEqualTo(generation + 2);
      assertThat(projection.path("building").path("last_error").isNull()).isTrue();
    }
    awaitEnd("catalogue");
    assertThat(projection("catalogue").path("generation").asInt()).isEqualTo(generation + 2);
  }

  @Test
  void reads_are_right_and_writes_are_taken_while_all_is_rebuilt() throws Exception {
    int store = newStore();
    int rebuilt = 0;
    CompletableFuture<Integer> writes =
        CompletableFuture.supplyAsync(
            () -> {
              int written = 0;
              while (!Thread.currentThread().isInterrupted() && written < 60) {
                writeAndRead(store, ++written);
              }
              return written;
            });
    int before = generations();
    while (!writes.isDone()) {
      for (String name : new String[] {"catalogue", "history"}) {
        when(POST, "/projections/" + name + "/rebuild").then(ACCEPTED);
        rebuilt++;
        awaitEnd(name);
      }
    }

    assertThat(writes.get(30, TimeUnit.SECONDS)).isEqualTo(60);
    assertThat(generations()).isEqualTo(before + rebuilt);
    assertThat(rebuilt).isPositive();
  }

  /** Nothing that was answered is missing or as it was before, in anything that is read. */
  private void writeAndRead(int store, int number) {
    int item = newItem(store, "Item " + number, "1");
    long first = when(GET, "/item/" + item).then(OK).body().path("price").asLong();
    assertThat(first).isEqualTo(1);
    long position = when(PUT, "/item/" + item, "{'price': 2}").then(OK).position();
    assertThat(when(GET, "/item/" + item).then(OK).body().path("price").asLong()).isEqualTo(2);
    assertThat(when(GET, "/store/" + store).then(OK).body().path("items").size()).isEqualTo(number);
    assertThat(
            when(GET, "/item/" + item + "?as_of=" + (position - 1))
                .then(OK)
                .body()
                .path("price")
                .asLong())
        .isEqualTo(1);
    assertThat(
            when(GET, "/store/" + store + "?as_of=" + position)
                .then(OK)
                .body()
                .path("items")
                .size())
        .isEqualTo(number);
  }

  @Test
  void all_projections_are_told_as_they_move() {
    try (Feed feed = new Feed(port(), "/projections", "text/event-stream")) {
      long position =
          when(POST, "/store", "{'name': '" + newName() + "'}").then(CREATED).position();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  Json.read(requireNonNull(feed.data()))
                      .valueStream()
                      .allMatch(each -> each.path("position").asLong() >= position));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/projections", "/projections/history"})
  void a_feed_ends_when_the_service_is_about_to_stop(String path) throws Exception {
    try (Feed feed = new Feed(port(), path, "text/event-stream")) {
      CompletableFuture<Boolean> ended =
          CompletableFuture.supplyAsync(
              () -> {
                while (feed.data() != null) {}
                return true;
              });
      shutdown.stop();

      assertThat(ended.get(3, TimeUnit.SECONDS)).isTrue();
    } finally {
      shutdown.start();
    }
  }

  @Test
  void a_head_of_a_feed_has_an_end() {
    given("Accept", "text/event-stream").when(HEAD, "/projections").then(OK).isEmpty();
  }

  @Test
  void there_are_no_others() {
    when(GET, "/projections/catalog").isNotFound();
    when(POST, "/projections/catalog/rebuild").isNotFound();
    given("Accept", "text/event-stream").when(GET, "/projections/catalog").isNotFound();
  }

  @Test
  void a_parameter_is_refused_and_begins_nothing() {
    int before = generations();

    when(POST, "/projections/catalogue/rebuild?force=true")
        .isUnfit("query", "{'force': ['Unknown field.']}");
    when(GET, "/projections?limit=1").isUnfit("query", "{'limit': ['Unknown field.']}");
    when(GET, "/projections/catalogue?after=1").isUnfit("query", "{'after': ['Unknown field.']}");

    assertThat(projection("catalogue").path("building").isNull()).isTrue();
    assertThat(generations()).isEqualTo(before);
  }

  @Test
  void other_methods_are_not_allowed() {
    when(DELETE, "/projections/catalogue").isRefused(METHOD_NOT_ALLOWED);
    when(POST, "/projections").isRefused(METHOD_NOT_ALLOWED);
    when(GET, "/projections/catalogue/rebuild").isRefused(METHOD_NOT_ALLOWED);
  }

  private JsonNode projection(String name) {
    return when(GET, "/projections/" + name).then(OK).body();
  }

  private int generations() {
    return when(GET, "/projections")
        .then(OK)
        .body()
        .valueStream()
        .mapToInt(each -> each.path("generation").asInt())
        .sum();
  }

  private void awaitEnd(String name) {
    await().atMost(Duration.ofSeconds(30)).until(() -> projection(name).path("building").isNull());
  }

  private Hold hold(String table) throws SQLException {
    return Hold.on(
        table,
        DriverManager.getConnection(
            database.getJdbcUrl(), database.getUsername(), database.getPassword()));
  }

  private static JsonNode told(Feed feed) {
    return Json.read(requireNonNull(feed.data()));
  }

  /** The first that tells of this generation as the one that serves, and of another or none. */
  private static JsonNode awaitTold(Feed feed, int generation, boolean building) {
    JsonNode told = told(feed);
    while (told.path("generation").asInt() < generation
        || told.path("building").isObject() != building) {
      told = told(feed);
    }
    return told;
  }

  private static Set<String> names(JsonNode object) {
    return new TreeSet<>(object.propertyNames());
  }

  private static Set<String> set(String names) {
    return new TreeSet<>(Set.of(names.split(" ")));
  }
}
