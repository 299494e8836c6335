package tagledger.app.process;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A thousand commands at random, after which the service answers of every moment what a plain model
 * in memory knew then, and takes everything back.
 */
@Timeout(600)
@TestMethodOrder(OrderAnnotation.class)
class PastIT {

  private static final int COMMANDS = Integer.getInteger("tagledger.commands", 1_000);
  private static final int MOMENTS = Integer.getInteger("tagledger.moments", 40);
  private static final long SEED = Long.getLong("tagledger.seed", 1);

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static final Comparator<JsonNode> BY_VALUE =
      (one, other) ->
          one.isNumber() && other.isNumber()
              ? one.decimalValue().compareTo(other.decimalValue())
              : one.equals(other) ? 0 : 1;

  private static DataDirectory data;
  private static ServiceProcess service;
  private static Client client;
  private static RandomCommands commands;

  @BeforeAll
  static void start() {
    System.out.println("Seed: " + SEED);
    data = DataDirectory.create();
    service = ServiceProcess.start(data.argument());
    client = service.client();
    commands = new RandomCommands(client, SEED);
    for (int i = 0; i < COMMANDS; i++) {
      commands.step();
    }
  }

  @AfterAll
  static void stop() {
    service.close();
    data.close();
  }

  @Test
  @Order(1)
  void now_is_as_the_model_says() {
    assertShows(commands.now, "");
  }

  @Test
  @Order(2)
  void every_read_as_of_a_position_is_what_the_model_knew_then() {
    Random random = new Random(SEED);
    assertShows(at(0), "?as_of=0");
    for (int i = 0; i < MOMENTS; i++) {
      long position = random.nextLong(commands.states.lastKey() + 1);
      assertShows(at(position), "?as_of=" + position);
    }
  }

  @Test
  @Order(3)
  void every_read_as_of_a_time_is_what_the_model_knew_then() {
    TreeMap<String, Long> times = new TreeMap<>();
    client
        .get("/events")
        .json()
        .forEach(
            event ->
                times.merge(
                    event.path("time").stringValue(), event.path("id").asLong(), Math::max));
    Random random = new Random(SEED);
    List<String> some = List.copyOf(times.keySet());
    for (int i = 0; i < MOMENTS / 4; i++) {
      String time = some.get(random.nextInt(some.size()));
      assertShows(at(requireNonNull(times.get(time))), "?as_of=" + time);
    }
  }

  @Test
  @Order(4)
  void pages_as_of_a_position_come_to_the_whole_list() {
    Random random = new Random(SEED);
    for (int i = 0; i < MOMENTS / 4; i++) {
      long position = random.nextLong(commands.states.lastKey() + 1);
      List<?> all = (List<?>) requireNonNull(at(position).answers().get("/item"));
      int limit = random.nextInt(1, 20);
      int after = 0;
      int seen = 0;
      JsonNode page;
      do {
        page = get("/item?limit=%d&after=%d&as_of=%d".formatted(limit, after, position), 200);
        for (JsonNode item : page) {
          assertSame(item, JSON.valueToTree(all.get(seen)), "item " + seen + " at " + position);
          after = item.path("id").intValue();
          seen++;
        }
      } while (page.size() == limit);
      assertThat(seen).isEqualTo(all.size());
    }
  }

  @Test
  @Order(5)
  void everything_taken_back_in_reverse_order_leaves_nothing() {
    int undone = 0;
    for (JsonNode change : get("/changes?order=desc", 200)) {
      String id = change.path("id").stringValue();
      Client.Answer answer = client.post("/changes/" + id + "/undo", "");
      assertThat(answer.status()).as("%s: %s", change, answer.body()).isEqualTo(200);
      if (undone++ % 100 == 0) {
        long position = change.path("position").longValue();
        assertShows(requireNonNull(commands.states.lowerEntry(position)).getValue(), "");
      }
    }
    System.out.println(undone + " changes undone");
    assertShows(new PlainCatalogue(), "");
  }

  /** A position inside of a command means its end. */
  private static PlainCatalogue at(long position) {
    return requireNonNull(commands.states.ceilingEntry(position)).getValue();
  }

  private static void assertShows(PlainCatalogue expected, String query) {
    Map<String, Object> answers = expected.answers();
    answers.forEach(
        (path, answer) ->
            assertSame(get(path + query, 200), JSON.valueToTree(answer), path + query));
    for (String kind : List.of("store", "item", "post", "tag")) {
      for (int id = 1; id < 400; id += 7) {
        String path = "/" + kind + "/" + id;
        if (!answers.containsKey(path)) {
          get(path + query, 404);
        }
      }
    }
  }

  private static JsonNode get(String path, int status) {
    Client.Answer answer = client.get(path);
    assertThat(answer.status()).as("%s: %s", path, answer.body()).isEqualTo(status);
    return JSON.readTree(answer.body());
  }

  private static void assertSame(JsonNode actual, JsonNode expected, String what) {
    if (!expected.equals(BY_VALUE, actual)) {
      assertThat(actual.toString()).as(what).isEqualTo(expected.toString());
    }
  }
}
