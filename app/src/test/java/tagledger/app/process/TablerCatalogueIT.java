package tagledger.app.process;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real catalogue, written over HTTP thing by thing, read back and recounted. */
class TablerCatalogueIT {

  private static final Path ICONS = Path.of("../../shared/data/tabler-icons.json");
  private static final JsonMapper JSON = new JsonMapper();
  private static final int CLIENTS = 32;

  /** Of so many icons, one is linked by a request for each tag, and the others by one for all. */
  private static final int ONE_BY_ONE = Integer.getInteger("tagledger.one-by-one", 8);

  @Test
  void every_icon_is_there_with_its_tags() throws Exception {
    assumeTrue(Files.exists(ICONS), "skipped: there is no " + ICONS.toAbsolutePath().normalize());
    Map<String, Set<String>> icons = icons();
    Set<String> names = new TreeSet<>();
    icons.values().forEach(names::addAll);
    long links = icons.values().stream().mapToLong(Set::size).sum();

    try (DataDirectory data = DataDirectory.create();
        ServiceProcess service = ServiceProcess.start(data.argument())) {
      Client client = service.client();
      long began = System.nanoTime();
      int store = client.createStore("Tabler");
      Map<String, Integer> items = all(icons.keySet(), name -> addIcon(client, store, name));
      Map<String, Integer> tags = all(names, name -> addTag(client, store, name));
      link(client, store, icons, items, tags);
      System.out.printf(
          "%d items, %d tags and %d links over HTTP in %.1f s%n",
          items.size(), tags.size(), links, (System.nanoTime() - began) / 1e9);

      assertThat(read(client.get("/item"), "tags")).isEqualTo(icons);
      assertThat(read(client.get("/store/" + store + "/tag"), "items")).isEqualTo(inverse(icons));
      try (Connection database = data.connect(service.databasePort(), "tagledger", "tagledger")) {
        LogReplay log = ReadModel.check(database);
        assertThat(log.items).hasSize(icons.size());
        assertThat(log.tags).hasSize(names.size());
        assertThat(log.links).hasSize((int) links);
      }
    }
  }

  private interface Work {
    int of(String name);
  }

  private static int addIcon(Client client, int store, String name) {
    return id(
        client.post(
            "/item", JSON.writeValueAsString(Map.of("name", name, "price", 0, "store_id", store))));
  }

  private static int addTag(Client client, int store, String name) {
    return id(
        client.post("/store/" + store + "/tag", JSON.writeValueAsString(Map.of("name", name))));
  }

  private static int id(Client.Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.id();
  }

  private static Map<String, Integer> all(Set<String> names, Work work) throws Exception {
    Map<String, Integer> ids = new ConcurrentHashMap<>();
    together(names.stream().<Runnable>map(name -> () -> ids.put(name, work.of(name))).toList());
    return ids;
  }

  private static void link(
      Client client,
      int store,
      Map<String, Set<String>> icons,
      Map<String, Integer> items,
      Map<String, Integer> tags)
      throws Exception {
    List<Runnable> links = new ArrayList<>();
    icons.forEach(
        (icon, names) -> {
          int item = requireNonNull(items.get(icon));
          Stream<Integer> tagged = names.stream().map(name -> requireNonNull(tags.get(name)));
          if (item % ONE_BY_ONE == 0) {
            tagged.forEach(tag -> links.add(() -> link(client, item, tag)));
          } else {
            List<Integer> all = tagged.toList();
            links.add(() -> linkAll(client, store, item, all));
          }
        });
    together(links);
  }

  private static void link(Client client, int item, int tag) {
    assertThat(client.post("/item/" + item + "/tag/" + tag, "", "Prefer", Client.MINIMAL).status())
        .isEqualTo(201);
  }

  private static void linkAll(Client client, int store, int item, List<Integer> tags) {
    String pairs = JSON.writeValueAsString(Map.of("item_ids", List.of(item), "tag_ids", tags));
    Client.Answer answer = client.post("/store/" + store + "/link", pairs);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().get("linked").asInt()).isEqualTo(tags.size());
  }

  private static void together(List<Runnable> work) throws Exception {
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<?>> running = new ArrayList<>();
      work.forEach(each -> running.add(clients.submit(each)));
      for (Future<?> each : running) {
        each.get();
      }
    }
  }

  private static Map<String, Set<String>> icons() throws Exception {
    Map<String, Set<String>> icons = new TreeMap<>();
    for (JsonNode icon : JSON.readTree(Files.readString(ICONS))) {
      Set<String> tags = new TreeSet<>();
      icon.get("tags").forEach(tag -> tags.add(tag.isString() ? tag.asString() : tag.toString()));
      icons.put(icon.get("name").asString(), tags);
    }
    return icons;
  }

  /** By name, the names of what is nested. */
  private static Map<String, Set<String>> read(Client.Answer answer, String nested) {
    Map<String, Set<String>> read = new TreeMap<>();
    for (JsonNode thing : answer.json()) {
      read.put(
          thing.get("name").asString(),
          thing
              .get(nested)
              .valueStream()
              .map(each -> each.get("name").asString())
              .collect(Collectors.toCollection(TreeSet::new)));
    }
    return read;
  }

  private static Map<String, Set<String>> inverse(Map<String, Set<String>> icons) {
    Map<String, Set<String>> inverse = new TreeMap<>();
    icons.forEach(
        (icon, tags) ->
            tags.forEach(tag -> inverse.computeIfAbsent(tag, any -> new TreeSet<>()).add(icon)));
    return inverse;
  }
}
