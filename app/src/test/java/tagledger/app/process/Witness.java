package tagledger.app.process;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** Adds items to a store of its own, and reads each at once, in every way and on every node. */
final class Witness implements AutoCloseable {

  private final Client writer;
  private final Client[] readers;
  private final int store;
  private final Thread thread = new Thread(this::work, "witness");
  private final AtomicInteger items = new AtomicInteger();
  private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
  private volatile boolean running = true;

  private Witness(Client writer, Client... readers) {
    this.writer = writer;
    this.readers = readers;
    this.store = writer.createStore("witnessed " + System.nanoTime());
  }

  static Witness of(Client writer, Client... readers) {
    Witness witness = new Witness(writer, readers);
    witness.thread.setDaemon(true);
    witness.thread.start();
    return witness;
  }

  void awaitMore(int more) {
    int enough = items.get() + more;
    await().atMost(Duration.ofSeconds(60)).until(() -> items.get() >= enough || !faults.isEmpty());
  }

  int items() {
    return items.get();
  }

  @Override
  public void close() throws InterruptedException {
    running = false;
    thread.join();
    assertThat(faults).isEmpty();
  }

  private void work() {
    try {
      while (running) {
        Client.Answer added = writer.post("/item", Client.item(store, "item"));
        assertThat(added.status()).as(added.body()).isEqualTo(201);
        int count = items.incrementAndGet();
        for (Client reader : readers) {
          read(reader, added, count);
        }
      }
    } catch (RuntimeException | AssertionError e) {
      faults.add(e);
    }
  }

  private void read(Client reader, Client.Answer added, int count) {
    String path = "/item/" + added.id();
    long position = requireNonNull(added.position());
    assertThat(ok(reader, path)).isEqualTo(added.json());
    assertThat(ok(reader, "/item?limit=1&after=" + (added.id() - 1)).get(0))
        .isEqualTo(added.json());
    assertThat(ok(reader, "/store/" + store).get("items").size()).isEqualTo(count);
    assertThat(ok(reader, path + "?as_of=" + position)).isEqualTo(added.json());
    assertThat(reader.get(path + "?as_of=" + (position - 1)).status()).isEqualTo(404);
    assertThat(ok(reader, "/store/" + store + "?as_of=" + position).get("items").size())
        .isEqualTo(count);
  }

  private static JsonNode ok(Client reader, String path) {
    Client.Answer answer = reader.get(path);
    assertThat(answer.status()).as("%s: %s", path, answer.body()).isEqualTo(200);
    return answer.json();
  }
}
