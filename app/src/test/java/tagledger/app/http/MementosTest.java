package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.NOT_MODIFIED;
import static org.springframework.http.HttpStatus.OK;
import static org.springframework.http.HttpStatus.PRECONDITION_FAILED;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** What answers about the past say of themselves: RFC 7089, and to caches. */
class MementosTest extends HttpTest {

  private static final String FOR_EVER = "max-age=31536000, immutable";

  @Autowired private JdbcConnectionDetails database;

  private int store;
  private int chair;
  private String item = "";
  private List<String> reads = List.of();
  private long position;
  private Instant time = Instant.EPOCH;

  @BeforeEach
  void a_tagged_chair_and_post_and_what_came_after() {
    store = newStore();
    chair = newItem(store);
    int tag = newTag(store);
    int post = newPost(store);
    link(chair, tag);
    item = "/item/" + chair;
    reads = Past.readsOf(store, chair, tag, post);
    position = when(PUT, item, "{'price': 1}").then(OK).position();
    time = Past.recordedAt(this, position);
    when(PUT, item, "{'price': 2}").then(OK);
  }

  @Test
  void a_settled_moment_may_be_kept_for_ever_however_it_is_asked_for() {
    for (String read : reads) {
      for (String asOf : List.of(Long.toString(position), time.toString())) {
        when(GET, read + "?as_of=" + asOf)
            .then(OK)
            .has("Cache-Control", FOR_EVER)
            .has("ETag", "\"as-of-" + position + "\"")
            .has("Event-Position", Long.toString(position))
            .has("Memento-Datetime", HttpDate.format(time))
            .has("Link", "<" + read + ">; rel=\"original timegate\"")
            .has("Vary", "Accept-Datetime")
            .hasNo("Content-Location");
      }
    }
  }

  @Test
  void what_may_yet_change_is_asked_for_again() {
    long last = when(PUT, item, "{'price': 3}").then(OK).position();
    Instant newest = Past.recordedAt(this, last);
    for (String read : reads) {
      given("If-None-Match", "\"as-of-" + last + "\"")
          .when(GET, read + "?as_of=" + newest)
          .then(OK)
          .has("Cache-Control", "no-cache")
          .hasNo("ETag")
          .has("Event-Position", Long.toString(last))
          .has("Memento-Datetime", HttpDate.format(newest));
      when(GET, read + "?as_of=" + last).then(OK).has("Cache-Control", FOR_EVER);
    }
    when(PUT, item, "{'price': 4}").then(OK);
    when(GET, item + "?as_of=" + newest).then(OK).has("Cache-Control", FOR_EVER);
  }

  @Test
  void what_a_reader_has_already_is_not_sent_again() {
    String etag = "\"as-of-" + position + "\"";
    for (String read : reads) {
      String then = read + "?as_of=" + position;
      for (String known : List.of(etag, "\"x\", W/" + etag, "*")) {
        given("If-None-Match", known)
            .when(GET, then)
            .then(NOT_MODIFIED)
            .isEmpty()
            .has("ETag", etag)
            .has("Cache-Control", FOR_EVER)
            .has("Vary", "Accept-Datetime");
      }
      given("If-None-Match", etag).when(HEAD, then).then(NOT_MODIFIED).isEmpty();
      given("If-None-Match", "\"as-of-1\", \"" + position + "\"").when(GET, then).then(OK);
    }
  }

  @Test
  void the_tag_of_a_moment_is_no_version_of_a_thing() {
    String etag = when(GET, item + "?as_of=" + position).etag();

    given("If-Match", etag).when(PUT, item, "{'price': 5}").isRefused(PRECONDITION_FAILED);
    given("If-None-Match", etag).when(GET, item).then(OK);
    given("If-None-Match", when(GET, item).etag())
        .when(GET, item + "?as_of=" + position)
        .then(OK)
        .shows("'price':1");
  }

  @Test
  void without_a_body_the_same_is_said() {
    for (String read : reads) {
      when(HEAD, read + "?as_of=" + position)
          .then(OK)
          .isEmpty()
          .has("Cache-Control", FOR_EVER)
          .has("ETag", "\"as-of-" + position + "\"")
          .has("Memento-Datetime", HttpDate.format(time));
    }
  }

  @Test
  void every_read_may_be_of_another_time_and_caches_know() {
    for (String read : reads) {
      when(GET, read)
          .then(OK)
          .has("Vary", "Accept-Datetime")
          .hasNo("Memento-Datetime")
          .hasNo("Cache-Control")
          .hasNo("Link");
    }
    when(GET, "/item/2147483647").isNotFound().has("Vary", "Accept-Datetime");
    when(GET, "/item/x").isNotFound().has("Vary", "Accept-Datetime");
    when(GET, "/store?as_of=x").has("Vary", "Accept-Datetime");
    when(DELETE, "/item/2147483647").isNotFound().hasNo("Vary");
  }

  @Test
  void a_refusal_is_not_kept_for_ever() {
    int deleted = newItem(store);
    long gone = when(DELETE, "/item/" + deleted).then(OK).position();

    when(GET, "/item/" + deleted + "?as_of=" + gone)
        .isNotFound()
        .hasNo("Cache-Control")
        .hasNo("ETag");
    given("If-None-Match", "*").when(GET, "/store/" + store + "/tag?as_of=0").isNotFound();
    when(GET, "/store?as_of=x").hasNo("Cache-Control").hasNo("ETag");
  }

  @Test
  void a_list_that_cannot_be_read_is_not_kept_for_ever_either() throws SQLException {
    String list = "/item?after=%d&as_of=%d".formatted(chair - 1, position);
    when(GET, list).then(OK);
    price("'NaN'");
    for (String part : List.of(list, list + "&limit=1")) {
      Wire.Reply failed =
          Wire.send(
              port(), "GET " + part + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

      assertThat(failed.status()).isEqualTo(500);
      assertThat(failed.headers())
          .containsKeys("vary", "request-id")
          .doesNotContainKeys(
              "cache-control", "etag", "memento-datetime", "event-position", "link");
    }
    price("1");
    when(GET, list).then(OK).has("Cache-Control", FOR_EVER);
  }

  @Test
  void before_the_first_event_there_is_no_time_but_the_one_that_was_asked_for() {
    when(GET, "/store?as_of=0")
        .then(OK, "[]")
        .has("Event-Position", "0")
        .has("Cache-Control", FOR_EVER)
        .hasNo("Memento-Datetime");
    when(GET, "/store?as_of=2001-09-09T01:46:40.5Z")
        .then(OK, "[]")
        .has("Event-Position", "0")
        .has("Cache-Control", FOR_EVER)
        .has("Memento-Datetime", "Sun, 09 Sep 2001 01:46:40 GMT");
  }

  @Test
  void a_negotiated_answer_names_the_address_where_it_stays() {
    Instant date = time.truncatedTo(ChronoUnit.SECONDS);
    for (String read : List.of("/store?limit=1&after=0", "/item?&as_ofx=1", "/post")) {
      Answer negotiated = given("Accept-Datetime", HttpDate.format(date)).when(GET, read).then(OK);

      String address = negotiated.header("Content-Location");
      assertThat(address).endsWith("as_of=" + negotiated.position());
      Answer there = when(GET, address).then(OK);
      assertThat(there.text()).isEqualTo(negotiated.text());
      assertThat(there.etag()).isEqualTo(negotiated.etag());
      assertThat(negotiated.response().headers().allValues("Link"))
          .contains("<" + read.replace("?&", "?") + ">; rel=\"original timegate\"");
    }
  }

  @Test
  void an_address_that_says_when_needs_no_header() {
    given("Accept-Datetime", "Sun, 06 Nov 1994 08:49:37 GMT")
        .when(GET, item + "?as_of=" + position)
        .then(OK)
        .shows("'price':1")
        .hasNo("Content-Location");
    given("Accept-Datetime", "yesterday").when(GET, item + "?as_of=" + position).then(OK);
  }

  @Test
  void the_next_page_is_of_the_same_moment() {
    newItem(store);
    Answer page = when(GET, "/item?limit=1&as_of=" + time).then(OK);

    int id = page.body().path(0).path("id").intValue();
    assertThat(page.response().headers().allValues("Link"))
        .containsExactlyInAnyOrder(
            "</item?limit=1&after=%d&as_of=%d>; rel=\"next\"".formatted(id, position),
            "</item?limit=1>; rel=\"original timegate\"");
  }

  /** Of the chair, as the history's tables have it: as no event says it. */
  private void price(String price) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                database.getJdbcUrl(), database.getUsername(), database.getPassword());
        Statement statement = connection.createStatement()) {
      statement.execute("SET ROLE tagledger_app");
      statement.execute(
          "UPDATE history_2.item_values SET price = %s WHERE id = %d AND since = %d"
              .formatted(price, chair, position));
    }
  }
}
