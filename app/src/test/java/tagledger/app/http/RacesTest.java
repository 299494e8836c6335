package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpStatus.BAD_REQUEST;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.OK;
import static tagledger.app.http.Json.json;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;

class RacesTest extends HttpTest {

  private static final String LINKED = "catalogue.TagsLinked";
  private static final String UNLINKED = "catalogue.TagsUnlinked";

  @Autowired private JdbcTemplate log;

  @Test
  void of_many_tags_of_one_name_one_is_added() {
    int store = newStore();

    List<Answer> answers =
        Together.all(20, n -> when(POST, "/store/" + store + "/tag", "{'name': 'wood'}"));

    assertOneWon(answers, "A tag with that name already exists in that store.");
    assertThat(when(GET, "/store/" + store + "/tag").body().size()).isOne();
  }

  @Test
  void of_many_stores_of_one_name_one_is_created() {
    String name = newName();

    List<Answer> answers =
        Together.all(20, n -> when(POST, "/store", json("{'name': '%s'}", name)));

    assertOneWon(answers, "A store with that name already exists.");
    assertThat(when(GET, "/store").body().values())
        .filteredOn(store -> store.path("name").stringValue().equals(name))
        .hasSize(1);
  }

  @Test
  void many_clients_that_link_and_unlink_one_pair_agree_with_the_log() {
    int store = newStore();
    int item = newItem(store);
    int tag = newTag(store);
    String link = linkOf(item, tag);

    List<Answer> answers =
        Together.all(
                100,
                client ->
                    IntStream.range(0, 6)
                        .mapToObj(n -> when((client + n) % 2 == 0 ? POST : DELETE, link))
                        .toList())
            .stream()
            .flatMap(List::stream)
            .toList();

    Map<Long, String> events = linkEvents(store);
    List<Answer> unlinked = with(answers, OK);
    List<Answer> linked = with(answers, CREATED);
    assertThat(unlinked.size() + linked.size() + with(answers, NOT_FOUND).size())
        .isEqualTo(answers.size());
    assertThat(alternate(List.copyOf(events.values()))).isTrue();
    assertThat(unlinked)
        .extracting(answer -> events.get(answer.position()))
        .allMatch(UNLINKED::equals);
    assertThat(unlinked)
        .extracting(Answer::position)
        .doesNotHaveDuplicates()
        .hasSize((int) events.values().stream().filter(UNLINKED::equals).count());
    assertThat(linked.stream().map(Answer::position).collect(Collectors.toSet()))
        .containsAll(events.keySet().stream().filter(at -> LINKED.equals(events.get(at))).toList());
    boolean borne = LINKED.equals(List.copyOf(events.values()).getLast());
    assertThat(when(GET, "/item/" + item).body().path("tags").size()).isEqualTo(borne ? 1 : 0);
    assertThat(when(GET, "/tag/" + tag).body().path("items").size()).isEqualTo(borne ? 1 : 0);
    when(DELETE, link).then(borne ? OK : NOT_FOUND);
  }

  /** The types of a store's link events by their positions. */
  private Map<Long, String> linkEvents(int store) {
    Map<Long, String> events = new TreeMap<>();
    log.query(
        "SELECT position, type FROM tagledger.events WHERE aggregate = ? AND type IN (?, ?)",
        row -> {
          events.put(row.getLong(1), row.getString(2));
        },
        "store/" + store,
        LINKED,
        UNLINKED);
    return events;
  }

  private static boolean alternate(List<String> types) {
    List<String> expected =
        Stream.iterate(LINKED, type -> type.equals(LINKED) ? UNLINKED : LINKED)
            .limit(types.size())
            .toList();
    return types.equals(expected);
  }

  private static List<Answer> with(List<Answer> answers, HttpStatus status) {
    return answers.stream().filter(answer -> answer.status() == status).toList();
  }

  private static void assertOneWon(List<Answer> answers, String message) {
    Map<HttpStatus, Long> statuses =
        answers.stream()
            .map(Answer::status)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(statuses).isEqualTo(Map.of(CREATED, 1L, BAD_REQUEST, answers.size() - 1L));
    answers.stream()
        .filter(answer -> answer.status() == BAD_REQUEST)
        .forEach(answer -> answer.isRefused(BAD_REQUEST, message));
  }
}
