package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.ACCEPTED;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.OK;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** The same request under the same key answers the first answer again and writes nothing. */
class IdempotencyTest extends HttpTest {

  private static final List<String> REPEATED =
      List.of("Content-Type", "ETag", "Location", "Event-Position", "Preference-Applied");

  @Autowired private JdbcTemplate log;
  private String key = "";

  @BeforeEach
  void newKey() {
    key = UUID.randomUUID().toString();
  }

  /** Every call that takes a key: where to, and with which body, in a store of its own. */
  enum Call {
    STORE(in -> "/store", in -> "{'name': '%s'}".formatted(newName())),
    ITEM(in -> "/item", in -> "{'name': 'é🪑', 'price': 1.50, 'store_id': %d}".formatted(in.store)),
    TAG(in -> "/store/" + in.store + "/tag", in -> "{'name': 'new'}"),
    POSTED(in -> "/store/" + in.store + "/post", in -> "{'title': 'News'}"),
    LINK_ITEM(in -> linkOf(in.item, in.tag), in -> ""),
    LINK_POST(in -> linkOfPost(in.post, in.tag), in -> ""),
    LINK(in -> "/store/" + in.store + "/link", In::pairs),
    UNLINK(in -> "/store/" + in.store + "/unlink", In::pairs);

    private final Function<In, String> path;
    private final Function<In, String> body;

    Call(Function<In, String> path, Function<In, String> body) {
      this.path = path;
      this.body = body;
    }
  }

  private record In(int store, int item, int post, int tag) {
    String pairs() {
      return "{'item_ids': [%d], 'post_ids': [%d], 'tag_ids': [%d]}".formatted(item, post, tag);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatever_is_posted_again_is_answered_again_and_not_done_again(Call call) {
    In in = somewhere();
    String path = call.path.apply(in);
    String body = call.body.apply(in);
    Answer first = send(path, body).hasNo("Idempotency-Replayed");
    long events = events();
    disturb(in);
    long disturbed = events();

    Answer again = send(path, body);

    assertThat(disturbed).isGreaterThan(events);
    assertThat(first.status().is2xxSuccessful()).isTrue();
    assertSame(first, again);
    assertThat(again.header("Request-Id")).isNotEqualTo(first.header("Request-Id"));
    assertThat(events()).isEqualTo(disturbed);
  }

  @ParameterizedTest
  @EnumSource
  void whatever_else_is_posted_under_the_key_is_refused(Call call) {
    In in = somewhere();
    String path = call.path.apply(in);
    String body = call.body.apply(in);
    send(path, body);
    long events = events();

    send(path, body + " ").isUnfit("headers", reused());
    send(path + "?x", body).isUnfit("headers", reused());
    send("/store", "{'name': '%s'}".formatted(newName())).isUnfit("headers", reused());

    assertThat(events()).isEqualTo(events);
  }

  @ParameterizedTest
  @EnumSource
  void an_answer_that_could_not_be_kept_is_made_anew(Call call) {
    In in = somewhere();
    String path = call.path.apply(in);
    String body = call.body.apply(in);
    Answer first = send(path, body);
    long events = events();
    forgetTheAnswer();

    Answer again = send(path, body);

    assertSame(first, again);
    assertThat(events()).isEqualTo(events);
    assertSame(first, send(path, body));
  }

  @Test
  void a_change_in_between_does_not_change_the_first_answer() {
    int store = newStore();
    Answer first = send("/item", item(store, "Chair", "17.99")).then(CREATED);
    when(PUT, "/item/" + first.id(), "{'price': 1}").then(OK);

    Answer again = send("/item", item(store, "Chair", "17.99"));

    assertSame(first, again);
    when(GET, "/item/" + first.id()).shows("'price':1,");
    when(DELETE, "/item/" + first.id()).then(OK);
    assertSame(first, send("/item", item(store, "Chair", "17.99")));
    when(GET, "/item/" + first.id()).isNotFound();
  }

  @Test
  void linking_again_under_a_key_is_remembered_although_it_changes_nothing() {
    In in = somewhere();
    link(in.item, in.tag);
    Answer first = send(linkOf(in.item, in.tag), "").then(CREATED);
    when(DELETE, linkOf(in.item, in.tag)).then(OK);

    assertSame(first, send(linkOf(in.item, in.tag), ""));
    when(GET, "/item/" + in.item).shows("'tags':[]");
  }

  @Test
  void the_first_answer_is_the_same_as_without_a_key() {
    In in = somewhere();
    String path = linkOf(in.item, in.tag);

    Answer without = when(POST, path).then(CREATED);
    Answer with = send(path, "").then(CREATED);

    assertThat(with.text()).isEqualTo(without.text());
    assertThat(with.etag()).isEqualTo(without.etag());
    assertThat(headers(with)).isEqualTo(headers(without)).contains("content-type");
    assertThat(with.header("Content-Type")).isEqualTo(without.header("Content-Type"));
  }

  @Test
  void what_was_preferred_at_first_holds() {
    int store = newStore();
    String body = item(store, "Chair", "1");
    Answer minimal = preferring("return=minimal").when(POST, "/item", body).then(CREATED);
    assertSame(minimal.isEmpty(), send("/item", body));

    newKey();
    Answer async = preferring("respond-async").when(POST, "/item", body).then(ACCEPTED);
    assertSame(async.isEmpty(), send("/item", body));
  }

  @Test
  void the_same_request_without_a_key_or_under_another_is_a_new_one() {
    String body = item(newStore(), "Chair", "1");
    int first = send("/item", body).then(CREATED).id();

    assertThat(when(POST, "/item", body).then(CREATED).id()).isGreaterThan(first);
    newKey();
    assertThat(send("/item", body).then(CREATED).id()).isGreaterThan(first);
  }

  @Test
  void after_a_day_the_key_may_be_used_anew() {
    String body = item(newStore(), "Chair", "1");
    Answer first = send("/item", body).then(CREATED);
    age("23 hours 59 minutes");
    assertSame(first, send("/item", body));
    age("24 hours");

    Answer anew = send("/item", body).then(CREATED).hasNo("Idempotency-Replayed");

    assertThat(anew.id()).isGreaterThan(first.id());
    assertSame(anew, send("/item", body));
  }

  @Test
  void the_key_is_not_in_the_event() {
    Answer added = send("/item", item(newStore(), "Chair", "1")).then(CREATED);

    assertThat(
            log.queryForObject(
                "SELECT metadata FROM tagledger.readable_events WHERE position = ?",
                String.class,
                added.position()))
        .contains("AddItem", added.header("Request-Id"))
        .doesNotContain(key, "idempotent");
  }

  private In somewhere() {
    int store = newStore();
    return new In(store, newItem(store), newPost(store), newTag(store));
  }

  /** After this every answer would be another one. */
  private void disturb(In in) {
    newTag(in.store);
    when(PUT, "/item/" + in.item, "{'price': 3}").then(OK);
    when(DELETE, "/store/" + in.store).then(OK);
  }

  private Answer send(String path, String body) {
    Request request = given("Idempotency-Key", key);
    return body.isEmpty() ? request.when(POST, path) : request.when(POST, path, body);
  }

  private Request preferring(String preference) {
    return given("Idempotency-Key", key).and("Prefer", preference);
  }

  private static void assertSame(Answer first, Answer again) {
    again.then(first.status()).has("Idempotency-Replayed", "true");
    assertThat(again.text()).isEqualTo(first.text());
    for (String header : REPEATED) {
      assertThat(again.response().headers().allValues(header))
          .as(header)
          .isEqualTo(first.response().headers().allValues(header));
    }
    assertThat(headers(again)).containsAll(headers(first)).hasSize(headers(first).size() + 1);
  }

  /**
   * But for those by which the server frames an answer, and the id of the change, which one that is
   * made anew need not have.
   */
  private static Set<String> headers(Answer answer) {
    Set<String> headers = new TreeSet<>(answer.response().headers().map().keySet());
    headers.remove("change-id");
    headers.removeAll(Set.of("connection", "content-length", "keep-alive", "transfer-encoding"));
    return headers;
  }

  private void forgetTheAnswer() {
    assertThat(
            log.update(
                "UPDATE tagledger.idempotency_keys SET headers = NULL, body = NULL WHERE key = ?",
                key))
        .isOne();
  }

  private void age(String age) {
    log.update(
        "UPDATE tagledger.idempotency_keys SET recorded_at = now() - ?::interval WHERE key = ?",
        age,
        key);
  }

  private long events() {
    Long events = log.queryForObject("SELECT count(*) FROM tagledger.events", Long.class);
    return events == null ? 0 : events;
  }

  private static String reused() {
    return "{'Idempotency-Key': ['Already used for another request.']}";
  }
}
