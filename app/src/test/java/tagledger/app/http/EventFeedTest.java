package tagledger.app.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.OK;
import static tagledger.app.http.Json.json;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

class EventFeedTest extends HttpTest {

  private static final int WRITERS = 4;
  private static final int WRITES_EACH = 50;

  @Autowired private Shutdown shutdown;

  private int store;
  private long start;

  @BeforeEach
  void a_store() {
    Answer made = when(POST, "/store", json("{'name': '%s'}", newName())).then(CREATED);
    store = made.id();
    start = made.position();
  }

  @Test
  void what_is_written_is_told_as_it_happens() {
    try (Feed feed = Feed.resumedAfter(port(), start)) {
      long position = when(POST, "/item", item(store, "Chair", "1.5")).then(CREATED).position();

      Feed.Event event = requireNonNull(feed.next());

      assertThat(event.id()).isEqualTo(position);
      assertThat(event.type()).isEqualTo("catalogue.ItemAdded");
      assertThat("[" + event.data() + "]")
          .isEqualTo(when(GET, "/events?after=" + start).then(OK).text());
    }
  }

  @Test
  void without_a_position_a_feed_begins_with_the_log() {
    try (Feed feed = new Feed(port(), "/events", "text/event-stream")) {
      assertThat(requireNonNull(feed.next()).id()).isEqualTo(1);
    }
  }

  @Test
  void the_last_event_id_counts_before_the_address() {
    long last = when(PUT, "/item/" + newItem(store), "{'price': 3}").then(OK).position();

    try (Feed feed = new Feed(port(), "/events?after=" + (last - 1), "text/event-stream")) {
      assertThat(requireNonNull(feed.next()).id()).isEqualTo(last);
    }
    try (Feed feed =
        new Feed(
            port(), "/events?after=" + last, "text/event-stream", "Last-Event-ID: " + (last - 2))) {
      assertThat(requireNonNull(feed.next()).id()).isEqualTo(last - 1);
    }
  }

  @Test
  void a_feed_from_beyond_the_end_waits_until_the_log_is_there() {
    try (Feed feed = Feed.resumedAfter(port(), start + 2)) {
      newItem(store);
      newItem(store);
      newItem(store);

      assertThat(requireNonNull(feed.next()).id()).isEqualTo(start + 3);
    }
  }

  @Test
  void a_feed_that_breaks_again_and_again_tells_each_event_once() {
    CompletableFuture<List<Long>> told = CompletableFuture.supplyAsync(this::toldInPieces);

    Together.all(
        WRITERS,
        writer -> {
          for (int n = 0; n < WRITES_EACH; n++) {
            newItem(store);
          }
          return writer;
        });

    assertThat(told.join())
        .isEqualTo(
            LongStream.rangeClosed(start + 1, start + WRITERS * WRITES_EACH).boxed().toList());
  }

  /** Seven at a time, of which the connection may have carried more. */
  private List<Long> toldInPieces() {
    List<Long> told = new ArrayList<>();
    long last = start;
    while (told.size() < WRITERS * WRITES_EACH) {
      try (Feed feed = Feed.resumedAfter(port(), last)) {
        for (int n = 0; n < 7 && told.size() < WRITERS * WRITES_EACH; n++) {
          last = requireNonNull(feed.next()).id();
          told.add(last);
        }
      }
    }
    return told;
  }

  @Test
  void feeds_that_nobody_reads_hold_up_neither_writers_nor_other_readers() {
    List<Feed> idle = readers("text/event-stream");
    try {
      long last = moreThanBuffersHold();
      try (Feed other = Feed.resumedAfter(port(), last - 1)) {
        assertThat(requireNonNull(other.next()).id()).isEqualTo(last);
      }

      Feed late = idle.getFirst();
      for (long told = 1; told <= last; told++) {
        assertThat(requireNonNull(late.next()).id()).isEqualTo(told);
      }
    } finally {
      idle.forEach(Feed::close);
    }
  }

  @Test
  void logs_that_nobody_reads_hold_up_nobody() {
    moreThanBuffersHold();
    List<Feed> idle = readers("application/json");
    try {
      when(GET, "/item/" + newItem(store)).then(OK);
    } finally {
      idle.forEach(Feed::close);
    }
  }

  /** More of them than there are connections to the database. */
  private List<Feed> readers(String mediaType) {
    return Stream.generate(() -> new Feed(port(), "/events", mediaType)).limit(20).toList();
  }

  /** The position of the last of some long posts. */
  private long moreThanBuffersHold() {
    String post = json("{'title': 'Long', 'content': '%s'}", "x".repeat(1_000_000));
    return LongStream.range(0, 12)
        .map(n -> when(POST, "/store/" + store + "/post", post).then(CREATED).position())
        .max()
        .orElseThrow();
  }

  @Test
  void an_open_feed_ends_when_the_service_is_about_to_stop()
      throws ExecutionException, InterruptedException, TimeoutException {
    assertThat(shutdown.getPhase())
        .as("stops before the server waits for what it has not answered")
        .isGreaterThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
    try (Feed feed = Feed.resumedAfter(port(), start)) {
      CompletableFuture<Boolean> ended = CompletableFuture.supplyAsync(() -> feed.next() == null);
      shutdown.stop();

      assertThat(ended.get(2, TimeUnit.SECONDS)).isTrue();
    } finally {
      shutdown.start();
    }
  }
}
