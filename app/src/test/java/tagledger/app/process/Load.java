package tagledger.app.process;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/**
 * Several clients that write to a store of their own without a rest, and keep what was
 * acknowledged. They go on through answers of every kind, and through none.
 */
final class Load implements AutoCloseable {

  private static final int CLIENTS = 6;
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Attempts attempts = new Attempts();
  private final List<Thread> threads = new ArrayList<>();
  private final Map<Integer, String> items = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> links = new ConcurrentHashMap<>();
  private final Map<Integer, AtomicInteger> statuses = new ConcurrentSkipListMap<>();
  private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final Queue<Long> acknowledgements = new ConcurrentLinkedQueue<>();
  private volatile boolean running = true;

  private Load() {}

  /** Returns when some hundred writes are through. */
  static Load on(Client client) {
    Load load = new Load();
    String name = "load " + NUMBER.incrementAndGet() + " of " + System.nanoTime();
    int store = client.createStore(name);
    for (int i = 0; i < CLIENTS; i++) {
      LoadClient one = new LoadClient(load, client, store, i);
      load.threads.add(Thread.ofPlatform().daemon().name("client " + i).start(() -> load.run(one)));
    }
    load.awaitMore(300);
    return load;
  }

  /** Returns when that many more writes were acknowledged. */
  void awaitMore(int writes) {
    int enough = acknowledgements.size() + writes;
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> acknowledgements.size() >= enough);
  }

  /** The names of the items whose addition was acknowledged. */
  Map<Integer, String> items() {
    return items;
  }

  /** The tags of the items that were acknowledged as linked. */
  Map<Integer, Integer> links() {
    return links;
  }

  /** All that was asked of the service, for a look into the log. */
  Attempts attempts() {
    return attempts;
  }

  /** How often each status was answered to what is not to be refused; 0 is no answer. */
  Map<Integer, Integer> statuses() {
    Map<Integer, Integer> counts = new TreeMap<>();
    statuses.forEach((status, count) -> counts.put(status, count.get()));
    return counts;
  }

  /** The bodies of what was answered without success. */
  Collection<String> refusals() {
    return refusals;
  }

  /** The longest time in which no write was acknowledged, up to now. */
  Duration longestSilence() {
    List<Long> times = new ArrayList<>(acknowledgements);
    times.add(System.nanoTime());
    times.sort(null);
    long longest = 0;
    for (int i = 1; i < times.size(); i++) {
      longest = Math.max(longest, times.get(i) - times.get(i - 1));
    }
    return Duration.ofNanos(longest);
  }

  /** Everything that was acknowledged can be read. */
  void check(Client reader) {
    assertThat(failures).isEmpty();
    Map<Integer, JsonNode> found = new HashMap<>();
    reader.get("/item").json().forEach(item -> found.put(item.get("id").asInt(), item));
    assertThat(items).isNotEmpty();
    items.forEach(
        (id, name) -> {
          JsonNode item = found.get(id);
          assertThat((Object) item).as("item %s", id).isNotNull();
          assertThat(item.get("name").asString()).isEqualTo(name);
        });
    links.forEach(
        (item, tag) ->
            assertThat(
                    requireNonNull(found.get(item))
                        .get("tags")
                        .valueStream()
                        .map(it -> it.get("id").asInt()))
                .as("tags of item %s", item)
                .contains(tag));
    items.keySet().stream()
        .limit(20)
        .forEach(id -> assertThat(reader.get("/item/" + id).status()).isEqualTo(200));
  }

  /** What changes nothing is answered without a wait, also by a node that has written nothing. */
  void repeatOneLink(Client node) {
    Map.Entry<Integer, Integer> link = links.entrySet().iterator().next();
    Client.Answer answer = node.post("/item/" + link.getKey() + "/tag/" + link.getValue(), "");
    assertThat(answer.status()).isEqualTo(201);
  }

  @Override
  public void close() {
    running = false;
    threads.forEach(
        thread -> {
          try {
            thread.join(Duration.ofSeconds(60));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private void run(LoadClient one) {
    try {
      one.work(() -> running);
    } catch (RuntimeException | Error e) {
      fail(e.toString());
    }
  }

  void answered(Client.Answer answer) {
    count(answer.status());
    if (answer.isAcknowledged()) {
      acknowledgements.add(System.nanoTime());
    } else {
      refusals.add(answer.status() + " " + answer.body());
    }
  }

  void unanswered() {
    count(0);
  }

  /** What no fault excuses. */
  void fail(String failure) {
    failures.add(failure);
  }

  private void count(int status) {
    statuses.computeIfAbsent(status, s -> new AtomicInteger()).incrementAndGet();
  }
}
