package tagledger.app.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One of a load's clients. It adds items and tags them, deletes some of them, asks for what must be
 * refused, and now and then has a store made, filled and deleted, by commands of several events.
 */
final class LoadClient {

  private static final int NOWHERE = 2_000_000_000;

  /** Of three items, a post, two tags and all the links. */
  private static final int EVENTS_OF_AN_IMPORT = 7;

  /** Of its links, and of itself. */
  private static final int EVENTS_OF_A_DELETED_STORE = 2;

  private static final String LINES =
      """
      {"item": {"name": "Chair", "price": 17.99}, "tags": ["wood", "garden"]}
      {"item": {"name": "Table", "price": 50}, "tags": ["wood"]}
      {"item": {"name": "Bench", "price": 70}, "tags": ["wood", "garden"]}
      {"post": {"title": "News", "content": "All of it"}, "tags": ["garden"]}
      """;

  private record Refusal(
      String method, String path, @Nullable String body, int status, String... headers) {}

  private final Load load;
  private final Client client;
  private final int store;
  private final int tag;
  private final String name;

  LoadClient(Load load, Client client, int store, int number) {
    this.load = load;
    this.client = client;
    this.store = store;
    this.name = "client " + number;
    this.tag = client.addTag(store, name);
  }

  void work(BooleanSupplier goesOn) {
    for (int n = 0; goesOn.getAsBoolean(); n++) {
      try {
        if (!once(n)) {
          pause();
        }
      } catch (Client.Unanswered e) {
        load.unanswered();
        pause();
      }
    }
  }

  /** Answers whether all was done. */
  private boolean once(int n) {
    String preference = n % 2 == 0 ? Client.MINIMAL : "handling=strict";
    String itemName = name + " " + n;
    Client.Answer added =
        write(1, "POST", "/item", Client.item(store, itemName), "Prefer", preference);
    if (!added.isAcknowledged()) {
      return false;
    }
    int item = added.id();
    load.items().put(item, itemName);
    if (!write(1, "POST", linkOf(item), "", "Prefer", preference).isAcknowledged()) {
      return false;
    }
    load.links().put(item, tag);
    if (n % 4 == 1) {
      beRefused(refusals(item).get(n / 4 % refusals(item).size()));
    }
    if (n % 8 == 3 && !delete(item, itemName)) {
      return false;
    }
    return n % 16 != 7 || makeFillAndDelete();
  }

  /** What is not answered may have happened, and is expected no more. */
  private boolean delete(int item, String itemName) {
    load.links().remove(item);
    load.items().remove(item);
    Client.Answer deleted = write(1, "DELETE", "/item/" + item, null);
    if (deleted.hasChangedNothing()) {
      load.items().put(item, itemName);
    }
    return deleted.isAcknowledged();
  }

  private boolean makeFillAndDelete() {
    String body = "{\"name\": \"%s of %d\"}".formatted(name, System.nanoTime());
    Client.Answer made = write(1, "POST", "/store", body);
    if (!made.isAcknowledged()) {
      return false;
    }
    String path = "/store/" + made.id();
    return write(
                EVENTS_OF_AN_IMPORT,
                "POST",
                path + "/import?atomic=true",
                LINES,
                "Content-Type",
                "application/x-ndjson")
            .isAcknowledged()
        && write(EVENTS_OF_A_DELETED_STORE, "DELETE", path, null).isAcknowledged();
  }

  private void beRefused(Refusal refusal) {
    Client.Answer answer =
        load.attempts()
            .send(client, 0, refusal.method, refusal.path, refusal.body, refusal.headers);
    if (answer.status() != refusal.status && answer.status() != 503) {
      load.fail(refusal + " was answered by " + answer);
    }
  }

  private List<Refusal> refusals(int item) {
    String bad = LINES + "{\"item\": {\"name\": \"Chair\", \"price\": -1}}\n";
    return List.of(
        new Refusal("POST", "/item", Client.item(NOWHERE, name), 404),
        new Refusal("POST", "/store/" + store + "/tag", "{\"name\": \"" + name + "\"}", 400),
        new Refusal("DELETE", "/tag/" + tag, null, 400),
        new Refusal(
            "POST",
            "/store/" + store + "/link",
            "{\"item_ids\": [%d, %d], \"tag_ids\": [%d]}".formatted(item, NOWHERE, tag),
            422),
        new Refusal(
            "POST",
            "/store/" + store + "/import?atomic=true",
            bad,
            422,
            "Content-Type",
            "application/x-ndjson"),
        new Refusal("PUT", "/item/" + item, "{\"price\": 2}", 412, "If-Match", "\"1000000\""));
  }

  private Client.Answer write(
      int events, String method, String path, @Nullable String body, String... headers) {
    Client.Answer answer = load.attempts().send(client, events, method, path, body, headers);
    load.answered(answer);
    return answer;
  }

  private String linkOf(int item) {
    return "/item/" + item + "/tag/" + tag;
  }

  /** So that refusals do not take the processor from whatever must recover. */
  private static void pause() {
    LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
  }
}
