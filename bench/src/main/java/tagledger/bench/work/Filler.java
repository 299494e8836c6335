package tagledger.bench.work;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import tagledger.bench.system.Client;

/** Makes stores with all that is in them, over HTTP. */
final class Filler {

  private static final int TAGS = 50;
  private static final int TAGS_OF_AN_ITEM = 5;
  private static final int AT_ONCE = 16;

  private final Client client;

  Filler(Client client) {
    this.client = client;
  }

  FilledStore store(String name, int items) throws IOException, InterruptedException {
    int store = client.createStore(name);
    List<Callable<Integer>> requests =
        IntStream.range(0, items)
            .<Callable<Integer>>mapToObj(
                n ->
                    () ->
                        post(
                            "/item",
                            "{\"name\": \"standing desk lamp %d\", \"price\": %d.99, \"store_id\": %d}"
                                .formatted(n, n % 500, store)))
            .toList();
    return new FilledStore(store, all(requests), tags(store, "tag", TAGS));
  }

  /** As many new ones, with names that begin alike. */
  List<Integer> tags(int store, String name, int count) throws IOException, InterruptedException {
    return all(
        IntStream.rangeClosed(1, count)
            .<Callable<Integer>>mapToObj(
                n ->
                    () ->
                        post(
                            "/store/" + store + "/tag", "{\"name\": \"%s %d\"}".formatted(name, n)))
            .toList());
  }

  /** Items that are alike by their number bear the same tags. */
  FilledStore linked(FilledStore store) throws IOException, InterruptedException {
    int groups = TAGS / TAGS_OF_AN_ITEM;
    for (int group = 0; group < groups; group++) {
      int first = group;
      List<Integer> items =
          IntStream.range(0, store.items().size())
              .filter(n -> n % groups == first)
              .mapToObj(store.items()::get)
              .toList();
      int tag = group * TAGS_OF_AN_ITEM;
      client.post(
          "/store/" + store.id() + "/link",
          pairs(items, store.tags().subList(tag, tag + TAGS_OF_AN_ITEM)));
    }
    return store;
  }

  static String pairs(List<Integer> items, List<Integer> tags) {
    return "{\"item_ids\":%s,\"tag_ids\":%s}".formatted(items, tags);
  }

  private int post(String path, String json) throws IOException, InterruptedException {
    return client.post(path, json).get("id").asInt();
  }

  private static List<Integer> all(List<Callable<Integer>> requests)
      throws IOException, InterruptedException {
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Integer> ids = new ArrayList<>();
      for (Future<Integer> id : threads.invokeAll(requests)) {
        ids.add(id.get());
      }
      return ids.stream().sorted().toList();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }
}
