package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.OPTIONS;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.BAD_REQUEST;
import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.OK;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;

/** Which moments can be asked for, and where. */
class MomentsTest extends HttpTest {

  private static final String FUTURE = "'Is in the future. Ask for what is recorded already.'";

  private int store;
  private int item;
  private int tag;
  private int post;
  private List<String> reads = List.of();

  @BeforeEach
  void one_of_each() {
    store = newStore();
    item = newItem(store);
    tag = newTag(store);
    post = newPost(store);
    reads = Past.readsOf(store, item, tag, post);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "1.0",
        "1e3",
        "+1",
        "0x1",
        "%D9%A3",
        "now",
        "2026-01-31",
        "2026-01-31T12:00:00",
        "2026-02-30T12:00:00Z",
        "2026-01-31T12:00:00Z%20",
        "%00",
        "12026-01-31T12:00:00Z"
      })
  void what_is_no_moment_is_refused_by_every_read(String asOf) {
    for (String read : reads) {
      when(GET, read + "?as_of=" + asOf)
          .isUnfit("query", "{'as_of': ['Not a valid time or position.']}");
    }
  }

  @Test
  void two_moments_at_once_are_refused() {
    when(GET, "/store?as_of=1&as_of=1").isUnfit("query", "{'as_of': ['Given more than once.']}");
    when(GET, "/store?as_of").isUnfit("query", "{'as_of': ['Not a valid time or position.']}");
  }

  @Test
  void what_is_still_to_come_is_refused_by_every_read() {
    Instant tomorrow = Instant.now().plus(1, ChronoUnit.DAYS);
    String beyond = Long.toString(head() + 1);
    for (String read : reads) {
      for (String asOf :
          List.of(
              beyond,
              "9223372036854775807",
              "9223372036854775808",
              "9".repeat(3000),
              tomorrow.toString(),
              "9999-12-31T23:59:59.999999999-23:59")) {
        when(GET, read + "?as_of=" + asOf).isUnfit("query", "{'as_of': [" + FUTURE + "]}");
      }
      given("Accept-Datetime", HttpDate.format(tomorrow))
          .when(GET, read)
          .isUnfit("headers", "{'Accept-Datetime': [" + FUTURE + "]}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "2026-01-31T12:00:00Z", "Sun, 6 Nov 1994 08:49:37 GMT"})
  void a_header_that_is_no_date_is_told_the_form(String date) {
    for (String read : reads) {
      given("Accept-Datetime", date)
          .when(GET, read)
          .isRefused(
              BAD_REQUEST,
              "Accept-Datetime must be one date such as Sat, 31 Jan 2026 12:00:00 GMT.");
    }
  }

  @Test
  void a_moment_has_many_spellings() {
    long position = head();
    Instant time = Past.recordedAt(this, position);
    String utc = time.toString();
    String east = time.plus(1, ChronoUnit.HOURS).toString().replace("Z", "+01:00");
    String west = time.minus(90, ChronoUnit.MINUTES).toString().replace("Z", "-01:30");
    for (String asOf :
        List.of(
            Long.toString(position),
            "000" + position,
            utc,
            utc.replace("Z", "999Z"),
            utc.toLowerCase(Locale.ROOT),
            utc.replace(":", "%3A"),
            east,
            east.replace("+", "%2B"),
            east.replace("+", "%20"),
            west)) {
      assertThat(when(GET, "/item/" + item + "?as_of=" + asOf).then(OK).position())
          .as(asOf)
          .isEqualTo(position);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1970-01-01T00:00:00Z", "0000-01-01T00:00:00+23:59"})
  void before_the_first_event_the_service_is_empty(String asOf) {
    for (String read : reads) {
      Answer answer = when(GET, read + "?as_of=" + asOf);
      if (List.of("/store", "/item", "/post").contains(read)) {
        answer.then(OK, "[]");
      } else {
        answer.isNotFound();
      }
    }
  }

  @Test
  void a_write_that_was_meant_for_the_past_does_not_happen() {
    long before = head();
    String name = "{'name': 'Stool'}";
    refused(POST, "/store?as_of=1", name);
    refused(POST, "/store?as_of=", name);
    refused(POST, "/store?as%5Fof=1", name);
    refused(POST, "/item?as_of=1", item(store, "Stool", "1"));
    refused(PUT, "/item/" + item + "?as_of=1", name);
    refused(DELETE, "/item/" + item + "?as_of=1", "");
    refused(POST, "/store/" + store + "/tag?as_of=1", name);
    refused(DELETE, "/tag/" + tag + "?as_of=1", "");
    refused(POST, linkOf(item, tag) + "?as_of=1", "");
    refused(DELETE, linkOf(item, tag) + "?as_of=1", "");
    refused(POST, "/store/" + store + "/post?as_of=1", "{'title': 'News'}");
    refused(PUT, "/post/" + post + "?as_of=1", "{'title': 'Old'}");
    refused(DELETE, "/post/" + post + "?as_of=1", "");
    refused(POST, linkOfPost(post, tag) + "?as_of=1", "");
    refused(DELETE, linkOfPost(post, tag) + "?as_of=1", "");
    refused(POST, "/store/" + store + "/link?as_of=1", "{'tag_ids': []}");
    refused(POST, "/store/" + store + "/unlink?as_of=1", "{'tag_ids': []}");
    refused(DELETE, "/store/" + store + "?as_of=1", "");
    refused(POST, "/store/" + store + "/import?as_of=1", "name,price");
    assertThat(head()).isEqualTo(before);
  }

  @Test
  void what_knows_the_present_alone_says_so() {
    for (String read : List.of("/events", "/store/" + store + "/export", "/import/x")) {
      when(GET, read + "?as_of=1")
          .isUnfit("query", "{'as_of': ['This cannot be asked as of a moment.']}");
    }
    given("Accept-Datetime", "Sun, 06 Nov 1994 08:49:37 GMT")
        .when(GET, "/store/" + store + "/export")
        .then(OK)
        .hasNo("Vary");
    when(GET, "/nowhere?as_of=1").then(NOT_FOUND);
    when(OPTIONS, "/events?as_of=1").then(OK);
  }

  private void refused(HttpMethod method, String path, String body) {
    Answer answer = body.isEmpty() ? when(method, path) : when(method, path, body);
    answer.isUnfit("query", "{'as_of': ['Only a read can be asked as of a moment.']}");
  }

  /** The log's last position: that at which it is decided that there is nothing to do. */
  private long head() {
    return when(PUT, "/item/" + item, "{}").then(OK).position();
  }
}
