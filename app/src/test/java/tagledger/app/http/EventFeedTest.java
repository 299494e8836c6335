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
    try (Feed feed = new Feed(port(), "/events")) {
      assertThat(requireNonNull(feed.next()).id()).isEqualTo(1);
    }
  }

  @Test
  void the_last_event_id_counts_before_the_address() {
    long last = when(PUT, "/item/" + newItem(store), "{'price': 3}").then(OK).position();

    try (Feed feed = new Feed(port(), "/events?after=" + (last - 1))) {
      assertThat(requireNonNull(feed.next()).id()).isEqualTo(last);
    }
    try (Feed feed =
        new Feed(port(), "/events?after=" + last, "Last-Event-ID: " + (last - 2) + "\r\n")) {
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
  void readers_that_take_nothing_hold_up_neither_writers_nor_other_readers() {
    List<Feed> idle = LongStream.range(0, 20).mapToObj(n -> new Feed(port(), "/events")).toList();
    try {
      String content = "x".repeat(1_000_000);
      long last = start;
      for (int n = 0; n < 12; n++) {
        String post = json("{'title': 'Long', 'content': '%s'}", content);
        last = when(POST, "/store/" + store + "/post", post).then(CREATED).position();
      }
      try (Feed other = Feed.resumedAfter(port(), last - 1)) {
        assertThat(requireNonNull(other.next()).data()).contains(content);
      }

      Feed late = idle.getFirst();
      long told = 0;
      while (told < last) {
        long next = requireNonNull(late.next()).id();
        assertThat(next).isEqualTo(told + 1);
        told = next;
      }
    } finally {
      idle.forEach(Feed::close);
    }
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
