package tagledger.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients of several nodes that get in each other's way: few stores, few names and few ids, all
 * made, changed, linked and deleted at random.
 */
final class Conflicts implements AutoCloseable {

  private static final int CLIENTS_A_NODE = 4;
  private static final int STORES = 3;
  private static final int NAMES = 6;
  private static final int IDS = 12;
  private static final int AHEAD = 10;

  private final List<Thread> threads = new ArrayList<>();
  private final Map<Integer, AtomicInteger> statuses = new ConcurrentSkipListMap<>();
  private final AtomicInteger answers = new AtomicInteger();
  private final AtomicInteger lastStore;
  private final AtomicInteger lastItem;
  private final AtomicInteger lastTag;
  private volatile boolean running = true;

  private Conflicts(int store, int item, int tag) {
    lastStore = new AtomicInteger(store);
    lastItem = new AtomicInteger(item);
    lastTag = new AtomicInteger(tag);
  }

  static Conflicts on(Client... nodes) {
    Client any = nodes[0];
    int store = any.createStore("conflicts " + System.nanoTime());
    Conflicts conflicts = new Conflicts(store, any.addItem(store, "i"), any.addTag(store, "t"));
    for (Client node : nodes) {
      for (int i = 0; i < CLIENTS_A_NODE; i++) {
        Random random = new Random(conflicts.threads.size());
        conflicts.threads.add(
            Thread.ofPlatform().daemon().start(() -> conflicts.work(node, random)));
      }
    }
    return conflicts;
  }

  void awaitMore(int more) {
    int enough = answers.get() + more;
    await().atMost(Duration.ofMinutes(3)).until(() -> answers.get() >= enough);
  }

  @Override
  public void close() {
    running = false;
    for (Thread thread : threads) {
      try {
        thread.join(Duration.ofSeconds(60));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    System.out.println("Answers to conflicting commands: " + statuses);
    assertThat(statuses.keySet()).isSubsetOf(200, 201, 202, 400, 404, 412);
  }

  private void work(Client node, Random random) {
    while (running) {
      int status = once(node, random).status();
      statuses.computeIfAbsent(status, s -> new AtomicInteger()).incrementAndGet();
      answers.incrementAndGet();
    }
  }

  private Client.Answer once(Client node, Random random) {
    int store = recent(lastStore, STORES, random);
    int item = recent(lastItem, IDS, random);
    int tag = recent(lastTag, IDS, random);
    String name = "{\"name\": \"name " + random.nextInt(NAMES) + "\"}";
    return switch (random.nextInt(20)) {
      case 0, 1 -> made(lastStore, node.post("/store", name));
      case 2 -> random.nextInt(10) == 0 ? node.delete("/store/" + store) : node.get("/store");
      case 3, 4, 5 -> made(lastTag, node.post("/store/" + store + "/tag", name));
      case 6, 7 -> node.delete("/tag/" + tag);
      case 8, 9 -> made(lastItem, node.post("/item", Client.item(store, "i")));
      case 10 -> node.delete("/item/" + item);
      case 11, 12 ->
          node.put(
              "/item/" + (item + random.nextInt(2) * AHEAD),
              Client.item(store, "p" + random.nextInt()));
      case 13, 14 -> change(node, item, random);
      case 15 -> node.delete("/item/" + item + "/tag/" + tag);
      default -> node.post("/item/" + item + "/tag/" + tag, "");
    };
  }

  private static int recent(AtomicInteger last, int among, Random random) {
    return Math.max(1, last.get() - random.nextInt(among));
  }

  private static Client.Answer made(AtomicInteger last, Client.Answer answer) {
    if (answer.status() == 201) {
      last.accumulateAndGet(answer.id(), Math::max);
    }
    return answer;
  }

  private static Client.Answer change(Client node, int item, Random random) {
    Client.Answer read = node.get("/item/" + item);
    return read.etag() == null
        ? read
        : node.put(
            "/item/" + item, "{\"price\": " + random.nextInt(100) + "}", "If-Match", read.etag());
  }
}
