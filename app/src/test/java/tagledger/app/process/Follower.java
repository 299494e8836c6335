package tagledger.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import tagledger.app.http.Feed;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Follows the feed over any number of connections, by what the last of them has told. */
final class Follower {

  private static final JsonMapper JSON = new JsonMapper();

  private final List<Long> positions = new ArrayList<>();
  private final Set<Integer> items = new HashSet<>();
  private final Set<LogReplay.Link> links = new HashSet<>();
  private final Set<Integer> expectedItems = new HashSet<>();
  private final Set<LogReplay.Link> expectedLinks = new HashSet<>();

  /** Returns when the feed ends, however that is. */
  void follow(int port) {
    followUpTo(Long.MAX_VALUE, port);
  }

  void followUpTo(long position, int port) {
    try (Feed feed = Feed.resumedAfter(port, last())) {
      while (last() < position) {
        Feed.Event event = feed.next();
        if (event == null) {
          return;
        }
        positions.add(event.id());
        note(event);
      }
    } catch (UncheckedIOException e) {
      // The connection was cut: who resumes goes on from the last.
    }
  }

  /** What was acknowledged is to be told. */
  void expect(Load load) {
    expectedItems.addAll(load.items().keySet());
    load.links().forEach((item, tag) -> expectedLinks.add(new LogReplay.Link(item, tag)));
  }

  /** Each position up to the head was told once, in order, and with them all that is expected. */
  void check(long head) {
    assertThat(positions).isEqualTo(LongStream.rangeClosed(1, head).boxed().toList());
    assertThat(items).containsAll(expectedItems);
    assertThat(links).containsAll(expectedLinks);
  }

  private long last() {
    return positions.isEmpty() ? 0 : positions.getLast();
  }

  private void note(Feed.Event event) {
    switch (event.type()) {
      case "catalogue.ItemAdded" -> items.add(data(event).get("item").asInt());
      case "catalogue.TagsLinked" -> links.addAll(LogReplay.pairs(data(event), "items"));
      default -> {}
    }
  }

  private static JsonNode data(Feed.Event event) {
    return JSON.readTree(event.data()).get("data");
  }
}
