package tagledger.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** The same thing done at the same moment by many, on all nodes. */
final class Race {

  private static final int RUNNERS_A_NODE = 4;
  private static final int ROUNDS = 5 * Integer.getInteger("tagledger.rounds", 1);
  private static final int FAR_ID = 1_000_000;

  interface Step {
    Client.Answer run(Client node, int runner);
  }

  private final String name;
  private final List<Integer> statuses;
  private final Consumer<LogReplay> onLog;

  private Race(String name, List<Integer> statuses, Consumer<LogReplay> onLog) {
    this.name = name;
    this.statuses = statuses;
    this.onLog = onLog;
  }

  /** What the log must say of it, beside what was answered. */
  void check(LogReplay log) {
    onLog.accept(log);
  }

  static List<Race> runAll(Client... nodes) {
    List<Race> races = new ArrayList<>();
    Client any = nodes[0];
    AtomicInteger far = new AtomicInteger(FAR_ID + (int) (System.nanoTime() % FAR_ID));
    for (int round = 0; round < ROUNDS; round++) {
      String unique = "race " + System.nanoTime();
      String named = "{\"name\": \"" + unique + "\"}";
      int store = any.createStore("of the " + unique);
      int item = any.addItem(store, "Chair");
      int tag = any.addTag(store, "furniture");
      int unknown = far.incrementAndGet();
      String pair = "/item/" + item + "/tag/" + tag;
      String version = String.valueOf(any.get("/item/" + item).etag());

      won(races, run("store name", nodes, (node, n) -> node.post("/store", named), log -> {}));
      won(
          races,
          run(
              "tag name",
              nodes,
              (node, n) -> node.post("/store/" + store + "/tag", named),
              l -> {}));
      won(
          races,
          run(
              "change of one version",
              nodes,
              (node, n) ->
                  node.put("/item/" + item, "{\"price\": " + (n + 2) + "}", "If-Match", version),
              log -> assertThat(log.count("catalogue.ItemChanged", item)).isEqualTo(1)));
      shared(
          races,
          run(
              "one unknown id",
              nodes,
              (node, n) -> node.put("/item/" + unknown, Client.item(store, "i")),
              log -> assertThat(log.count("catalogue.ItemAdded", unknown)).isEqualTo(1)));
      shared(
          races,
          run(
              "link",
              nodes,
              (node, n) -> node.post(pair, ""),
              log -> assertThat(log.count("catalogue.TagsLinked", item)).isEqualTo(1)));
      won(races, run("unlink", nodes, (node, n) -> node.delete(pair), log -> {}));
      won(races, run("tag", nodes, (node, n) -> node.delete("/tag/" + tag), log -> {}));
      won(races, run("item", nodes, (node, n) -> node.delete("/item/" + item), log -> {}));
      won(races, run("store", nodes, (node, n) -> node.delete("/store/" + store), log -> {}));
    }
    return races;
  }

  private static void won(List<Race> races, Race race) {
    races.add(race);
    assertThat(race.statuses)
        .as(race.name)
        .allMatch(status -> status < 500)
        .filteredOn(status -> status < 300)
        .hasSize(1);
  }

  private static void shared(List<Race> races, Race race) {
    races.add(race);
    assertThat(race.statuses).as(race.name).allMatch(status -> status == 200 || status == 201);
  }

  private static Race run(String name, Client[] nodes, Step step, Consumer<LogReplay> onLog) {
    int runners = nodes.length * RUNNERS_A_NODE;
    CyclicBarrier start = new CyclicBarrier(runners);
    IntFunction<Client> node = runner -> nodes[runner % nodes.length];
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(runners)) {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < runners; i++) {
        int runner = i;
        answers.add(
            threads.submit(
                () -> {
                  start.await();
                  return step.run(node.apply(runner), runner).status();
                }));
      }
      for (Future<Integer> answer : answers) {
        statuses.add(answer.get());
      }
    } catch (Exception e) {
      throw new IllegalStateException(name, e);
    }
    return new Race(name, statuses, onLog);
  }
}
