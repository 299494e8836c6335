package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.ACCEPTED;
import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.OK;
import static org.springframework.http.HttpStatus.SERVICE_UNAVAILABLE;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import tagledger.api.Findings;
import tagledger.api.Fsck;
import tools.jackson.databind.JsonNode;

@Order(HttpTest.FIRST)
class DeadLettersTest extends HttpTest {

  /** Shorter than a write waits for the read model. */
  private static final Duration AT_ONCE = Duration.ofSeconds(3);

  private final String poison = newName();
  private final List<String> poisoned = new ArrayList<>();

  @Autowired private JdbcConnectionDetails database;
  @Autowired private Fsck fsck;

  @AfterEach
  void nothing_waits_and_all_is_as_the_log_says() {
    List.copyOf(poisoned).forEach(this::antidote);
    letters().forEach(letter -> when(POST, retry(letter)).then(OK));
    await().atMost(Duration.ofSeconds(20)).until(() -> status().equals("UP"));
    assertThat(differences()).isEmpty();
  }

  @Test
  void a_store_of_which_an_event_cannot_be_projected_waits_and_nobody_else() {
    int store = newStore();
    int other = newStore();
    int item = newItem(store);
    poison("catalogue_3.items");

    long begun = System.nanoTime();
    long position = when(POST, "/item", item(store, poison, "1")).then(ACCEPTED).position();
    when(PUT, "/item/" + item, "{'price': 5}").then(ACCEPTED);
    given("Prefer", "return=minimal").when(PUT, "/item/" + item, "{'price': 6}").then(ACCEPTED);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AT_ONCE);
    newItem(other);

    when(GET, "/item/" + item).then(OK).shows("'price':17.99");
    when(GET, "/store/" + store).then(OK);
    JsonNode letter = letter();
    assertThat(letter.path("projection").asString()).isEqualTo("catalogue");
    assertThat(letter.path("store").asInt()).isEqualTo(store);
    assertThat(letter.path("position").asLong()).isEqualTo(position);
    assertThat(letter.path("type").asString()).isEqualTo("catalogue.ItemAdded");
    assertThat(letter.path("cause").asString()).contains("poison_is_refused");
    assertThat(letter.path("tries").asInt()).isEqualTo(1);
    assertThat(letter.path("waiting").asInt()).isEqualTo(3);
    assertThat(letter.path("since")).isEqualTo(letter.path("tried_at"));
    JsonNode health = when(GET, "/actuator/health").then(OK).body();
    assertThat(health.path("status").asString()).isEqualTo("DEGRADED");
    assertThat(health.at("/components/catalogue/status").asString()).isEqualTo("DEGRADED");
    assertThat(health.at("/components/history/status").asString()).isEqualTo("UP");
    when(GET, "/actuator/health/readiness").then(OK).shows("'status':'UP'");
    when(GET, "/actuator/health/liveness").then(OK).shows("'status':'UP'");
    when(GET, "/actuator/prometheus")
        .then(OK)
        .shows("\ntagledger_projection_dead_letters{projection='catalogue'} 1.0");
    assertThat(when(GET, "/projections/catalogue").body().path("dead_letters").asInt())
        .isEqualTo(1);
    assertThat(differences()).hasSize(1).first().asString().contains("store " + store);
  }

  @Test
  void a_retry_takes_in_what_waits_when_the_fault_is_gone() {
    int store = newStore();
    poison("catalogue_3.items");
    long position = when(POST, "/item", item(store, poison, "1")).then(ACCEPTED).position();
    String letter = letter().path("id").asString();

    Answer again = when(POST, retry(letter)).then(CONFLICT);
    assertThat(again.body().path("message").asString())
        .startsWith("0 events of store " + store)
        .contains("position " + position)
        .contains("poison_is_refused");
    assertThat(letter().path("tries").asInt()).isEqualTo(2);
    assertThat(letter().path("id").asString()).isEqualTo(letter);

    antidote("catalogue_3.items");
    when(POST, retry(letter)).then(OK, "{'applied': 1}");
    when(GET, "/store/" + store).then(OK).shows("'name':'" + poison + "'");
    when(GET, "/dead-letters").then(OK, "[]");
    when(POST, retry(letter)).isNotFound();
    newItem(store);
  }

  @Test
  void what_was_is_told_again_when_all_of_it_is_known() {
    int store = newStore();
    int other = newStore();
    int item = newItem(store);
    long before = when(PUT, "/item/" + item, "{'price': 5}").then(OK).position();
    poison("history_2.item_values");
    Answer write = when(POST, "/item", item(store, poison, "1")).then(CREATED);
    long position = write.position();
    String change = write.header("Change-Id");
    await().until(() -> !letters().isEmpty());
    assertThat(letter().path("projection").asString()).isEqualTo("history");

    List<String> unknown =
        List.of(
            "/item/" + item + "?as_of=" + position,
            "/item/" + write.id() + "?as_of=" + position,
            "/store/" + store + "/tag?as_of=" + position,
            "/item?as_of=" + position,
            "/store/" + store + "/history",
            "/item/" + item + "/history",
            "/store/" + store + "/diff?from=1&to=" + position,
            "/changes?store=" + store,
            "/changes/" + change);
    unknown.forEach(path -> when(GET, path).then(SERVICE_UNAVAILABLE).shows("GET /dead-letters"));
    when(POST, "/changes/" + change + "/undo").then(SERVICE_UNAVAILABLE);
    when(GET, "/item/" + item + "?as_of=" + before).then(OK).shows("'price':5");
    when(GET, "/item?as_of=" + before).then(OK);
    when(GET, "/store/" + other + "?as_of=" + position).then(OK);
    when(GET, "/store/" + other + "/history").then(OK);
    when(GET, "/item/" + write.id()).then(OK);

    antidote("history_2.item_values");
    when(POST, retry(letter().path("id").asString())).then(OK, "{'applied': 1}");
    unknown.forEach(path -> when(GET, path).then(OK));
    when(GET, "/item/" + write.id() + "?as_of=" + (position - 1)).then(NOT_FOUND);
  }

  @Test
  void a_generation_that_would_park_a_store_that_is_served_does_not_take_its_place() {
    int store = newStore();
    try (Hold hold = Hold.on("catalogue_3.generation", connection())) {
      when(POST, "/projections/catalogue/rebuild").then(ACCEPTED);
      poison("catalogue_3_building.items");
      when(POST, "/item", item(store, poison, "1")).then(CREATED);
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> building().path("last_error").asString("").contains("Store " + store));
    newItem(store);
    assertThat(when(GET, "/store/" + store).then(OK).body().path("items")).hasSize(2);
    when(GET, "/dead-letters").then(OK, "[]");

    poisoned.clear();
    when(POST, "/projections/catalogue/rebuild").then(ACCEPTED);
    await().atMost(Duration.ofSeconds(30)).until(() -> building().isNull());
    assertThat(when(GET, "/store/" + store).then(OK).body().path("items")).hasSize(2);
  }

  @Test
  void a_generation_built_when_the_fault_is_gone_takes_the_dead_letters_away() {
    int store = newStore();
    poison("catalogue_3.items");
    when(POST, "/item", item(store, poison, "1")).then(ACCEPTED);
    assertThat(letters()).hasSize(1);

    when(POST, "/projections/catalogue/rebuild").then(ACCEPTED);
    await().atMost(Duration.ofSeconds(30)).until(() -> building().isNull());
    poisoned.clear();

    when(GET, "/dead-letters").then(OK, "[]");
    when(GET, "/store/" + store).then(OK).shows("'name':'" + poison + "'");
    newItem(store);
  }

  @Test
  void a_dead_letter_that_is_not_there_is_not_tried() {
    when(POST, "/dead-letters/none/retry").isNotFound();
    when(GET, "/dead-letters?limit=1").isUnfit("query", "{'limit': ['Unknown field.']}");
    when(POST, "/dead-letters/none/retry?now=1").isUnfit("query", "{'now': ['Unknown field.']}");
  }

  private String status() {
    return when(GET, "/actuator/health").then(OK).body().path("status").asString();
  }

  private JsonNode building() {
    return when(GET, "/projections/catalogue").then(OK).body().path("building");
  }

  private JsonNode letter() {
    JsonNode letters = when(GET, "/dead-letters").then(OK).body();
    assertThat(letters).hasSize(1);
    return letters.get(0);
  }

  private List<String> letters() {
    return when(GET, "/dead-letters")
        .then(OK)
        .body()
        .valueStream()
        .map(letter -> letter.path("id").asString())
        .toList();
  }

  private static String retry(String letter) {
    return "/dead-letters/" + letter + "/retry";
  }

  private List<String> differences() {
    List<String> differences = new ArrayList<>();
    fsck.run(
        new Findings() {
          @Override
          public void compared(String what, long count) {}

          @Override
          public void differs(String line) {
            differences.add(line);
          }
        });
    return differences;
  }

  private void poison(String table) {
    poisoned.add(table);
    run(
        "ALTER TABLE %s ADD CONSTRAINT poison_is_refused CHECK (name <> '%s') NOT VALID"
            .formatted(table, poison));
  }

  private void antidote(String table) {
    poisoned.remove(table);
    run("ALTER TABLE " + table + " DROP CONSTRAINT IF EXISTS poison_is_refused");
  }

  private void run(String sql) {
    try (Connection connection = connection();
        var statement = connection.createStatement()) {
      statement.execute("SET ROLE tagledger_app");
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection connection() {
    try {
      return DriverManager.getConnection(
          database.getJdbcUrl(), database.getUsername(), database.getPassword());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
