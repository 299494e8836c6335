package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.OK;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

/** Each read, asked as of each moment, answers to the byte what it answered then. */
class AsOfTest extends HttpTest {

  private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

  private record Step(long position, Instant time, List<String> shown) {}

  private final List<Step> steps = new ArrayList<>();
  private List<String> reads = List.of();

  @Test
  void the_past_is_shown_as_it_was_by_position_by_time_and_by_header() {
    int store = newStore();
    int other = newStore();
    int item = newItem(store);
    int tag = newTag(store);
    int post = newPost(store);
    int stool = newItem(store, "Stool", "0.000001");
    int wood = newTag(store);
    int more = newPost(store, "More news");
    List<String> whole = List.of("/store", "/item", "/post");
    Map<String, Integer> first = Map.of("/store", store, "/item", item, "/post", post);
    reads =
        Past.readsOf(store, item, tag, post).stream()
            .flatMap(read -> parts(read, first.getOrDefault(read, 1) - 1))
            .toList();
    long start = link(item, tag).position();
    List<String> atFirst = whole.stream().map(read -> when(GET, read).text()).toList();
    happens(POST, linkOfPost(post, tag), "");
    happens(PUT, "/item/" + item, "{'name': 'Armchair', 'price': 17.990}");
    happens(PUT, "/item/" + item, "{'price': 999999999999999999.999999}");
    happens(PUT, "/post/" + post, "{'title': 'Ça va?', 'content': ''}");
    happens(
        POST,
        "/store/" + store + "/link",
        Json.json(
            "{'item_ids': [%d, %d], 'post_ids': [%d, %d], 'tag_ids': [%d, %d]}",
            item, stool, post, more, tag, wood));
    happens(DELETE, linkOf(stool, tag), "");
    happens(DELETE, linkOfPost(post, tag), "");
    happens(DELETE, "/item/" + item, "");
    happens(PUT, "/item/" + item, item(store, "Chair again", "3"));
    happens(POST, linkOf(item, tag), "");
    happens(DELETE, "/post/" + post, "");
    happens(
        POST,
        "/store/" + store + "/unlink",
        Json.json("{'item_ids': [%d], 'post_ids': [%d], 'tag_ids': [%d]}", item, more, tag));
    happens(DELETE, "/tag/" + tag, "");
    happens(DELETE, "/store/" + other, "");
    happens(DELETE, "/store/" + store, "");

    assertThat(whole.stream().map(read -> when(GET, asOf(read, start)).text()).toList())
        .isEqualTo(atFirst);
    for (Step step : steps) {
      assertThat(shown(read -> asOf(read, step.position())))
          .as("as of position %s", step.position())
          .isEqualTo(step.shown());
      assertThat(shown(read -> asOf(read, step.time())))
          .as("as of %s", step.time())
          .isEqualTo(step.shown());
    }
    Instant date = steps.getFirst().time().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    awaitPast(date);
    Step last =
        steps.stream().filter(step -> !step.time().isAfter(date)).reduce((a, b) -> b).orElseThrow();
    assertThat(shownAt(HttpDate.format(date))).as("at %s", date).isEqualTo(last.shown());
  }

  private void happens(HttpMethod method, String path, String body) {
    Answer done = body.isEmpty() ? when(method, path) : when(method, path, body);
    assertThat(done.status().is2xxSuccessful()).as(done.text()).isTrue();
    long position = done.position();
    steps.add(new Step(position, Past.recordedAt(this, position), shown(read -> read)));
  }

  /** All that follows, and that page by page: before it is what other tests left. */
  private static Stream<String> parts(String read, int after) {
    return read.matches("/[a-z]+/\\d+")
        ? Stream.of(read)
        : Stream.of(
            read + "?after=" + after,
            read + "?limit=1&after=" + after,
            read + "?limit=2&after=" + (after + 1));
  }

  private List<String> shown(UnaryOperator<String> as) {
    return reads.stream().flatMap(read -> walk(as.apply(read), "")).toList();
  }

  private List<String> shownAt(String date) {
    return reads.stream().flatMap(read -> walk(read, date)).toList();
  }

  private Stream<String> walk(String path, String date) {
    List<String> bodies = new ArrayList<>();
    Optional<String> next = Optional.of(path);
    while (next.isPresent()) {
      Answer answer =
          date.isEmpty()
              ? when(GET, next.get())
              : given("Accept-Datetime", date).when(GET, next.get());
      bodies.add(answer.status() + " " + answer.text());
      next = next(answer);
    }
    return bodies.stream();
  }

  private static Optional<String> next(Answer page) {
    return page.response().headers().allValues("Link").stream()
        .map(NEXT::matcher)
        .filter(Matcher::matches)
        .map(link -> link.group(1))
        .findAny();
  }

  private static String asOf(String read, Object moment) {
    return read + (read.contains("?") ? "&" : "?") + "as_of=" + moment;
  }

  /** Until it is no longer in the future. */
  private void awaitPast(Instant date) {
    await().until(() -> when(GET, "/store?limit=1&as_of=" + date).status() == OK);
  }
}
