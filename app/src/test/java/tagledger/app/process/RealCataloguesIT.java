package tagledger.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Catalogues of shops, of a blog and of icons, against counts that are taken here by other means:
 * in, out, and into an empty store again.
 */
@Timeout(300)
class RealCataloguesIT {

  private static final Path DATA = Path.of("../../shared/data");
  private static final JsonMapper JSON = JsonMapper.shared();

  private static DataDirectory data;
  private static ServiceProcess service;

  @BeforeAll
  static void start() {
    assumeTrue(
        Files.isDirectory(DATA), "skipped: there is no " + DATA.toAbsolutePath().normalize());
    data = DataDirectory.create();
    service = ServiceProcess.start(data.argument());
  }

  @AfterAll
  static void stop() {
    if (service != null) {
      service.close();
      data.close();
    }
  }

  @Test
  void the_shops_come_in_whole() throws Exception {
    for (String file : List.of("shopify-apparel.csv", "shopify-home-and-garden.csv")) {
      String text = Files.readString(DATA.resolve(file));
      Map<String, Set<String>> products = products(text);
      int store = service.client().createStore(file);
      check(store, "text/csv", text, products.size(), 0, 0, products.values());
    }
  }

  @Test
  void the_blog_comes_in_but_for_what_is_no_published_post() throws Exception {
    String text = Files.readString(DATA.resolve("wordpress-theme-unit-test.xml"));
    List<Set<String>> posts = new ArrayList<>();
    int skipped = 0;
    int untitled = 0;
    NodeList items =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(DATA.resolve("wordpress-theme-unit-test.xml").toFile())
            .getElementsByTagName("item");
    for (int i = 0; i < items.getLength(); i++) {
      Element item = (Element) items.item(i);
      if (!text(item, "wp:post_type").equals("post")
          || !text(item, "wp:status").equals("publish")) {
        skipped++;
      } else if (text(item, "title").isEmpty()) {
        untitled++;
      } else {
        posts.add(postTags(item));
      }
    }
    int store = service.client().createStore("blog");
    JsonNode report = check(store, "application/xml", text, 0, posts.size(), untitled, posts);
    assertThat(report.get("skipped").asInt()).isEqualTo(skipped);
  }

  @Test
  void the_icons_come_in_whole() throws Exception {
    StringBuilder lines = new StringBuilder();
    List<Set<String>> icons = new ArrayList<>();
    for (JsonNode icon : JSON.readTree(Files.readString(DATA.resolve("tabler-icons.json")))) {
      Set<String> tags = new LinkedHashSet<>();
      icon.get("tags").forEach(tag -> tags.add(tag.isString() ? tag.asString() : tag.toString()));
      icons.add(tags);
      String name = icon.get("name").asString();
      lines
          .append(
              JSON.writeValueAsString(
                  Map.of("item", Map.of("name", name, "price", 0), "key", name, "tags", tags)))
          .append('\n');
    }
    int store = service.client().createStore("icons");
    check(store, "application/x-ndjson", lines.toString(), icons.size(), 0, 0, icons);
  }

  private static JsonNode check(
      int store,
      String type,
      String file,
      int items,
      int posts,
      int bad,
      Iterable<Set<String>> tagsOfEach)
      throws SQLException {
    Set<String> tags = new TreeSet<>();
    int links = 0;
    for (Set<String> some : tagsOfEach) {
      tags.addAll(some);
      links += some.size();
    }
    JsonNode report = bringIn(store, type, file);
    assertThat(counts(report))
        .isEqualTo(
            Map.of(
                "items", items, "posts", posts, "tags", tags.size(), "links", links, "bad", bad));
    assertThat(changes(store)).containsExactly(report.get("id").asString());
    System.out.printf("%s: %s, skipped %s%n", type, counts(report), report.get("skipped_kinds"));

    assertThat(counts(bringIn(store, type, file)))
        .isEqualTo(Map.of("items", 0, "posts", 0, "tags", 0, "links", 0, "bad", bad));

    String exported = export(store);
    assertThat(exported.lines()).hasSize(items + posts);
    int copy = service.client().createStore("copy of " + store);
    bringIn(copy, "application/x-ndjson", exported);
    assertThat(export(copy)).isEqualTo(exported);
    return report;
  }

  private static JsonNode bringIn(int store, String type, String file) {
    Client.Answer answer =
        service
            .client()
            .send("POST", "/store/" + store + "/import", file, List.of("Content-Type", type));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  /** The ids of all changes of a store, but for the one that made it. */
  private static List<String> changes(int store) throws SQLException {
    List<String> changes = new ArrayList<>();
    try (Connection database = data.connect(service.databasePort(), "tagledger", "tagledger");
        Statement statement = database.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT DISTINCT metadata::jsonb ->> 'change' FROM tagledger.readable_events
                WHERE aggregate = 'store/%d' AND sequence_number > 0"""
                    .formatted(store))) {
      while (rows.next()) {
        changes.add(rows.getString(1));
      }
    }
    return changes;
  }

  private static String export(int store) {
    return service.client().get("/store/" + store + "/export").body();
  }

  private static Map<String, Integer> counts(JsonNode report) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (String count : List.of("items", "posts", "tags", "links", "bad")) {
      counts.put(count, report.get(count).asInt());
    }
    return counts;
  }

  /** By handle, the tags of all its rows. */
  private static Map<String, Set<String>> products(String csv) {
    List<List<String>> rows = rows(csv);
    int handle = rows.getFirst().indexOf("Handle");
    int tags = rows.getFirst().indexOf("Tags");
    Map<String, Set<String>> products = new LinkedHashMap<>();
    for (List<String> row : rows.subList(1, rows.size())) {
      Set<String> some = products.computeIfAbsent(row.get(handle), any -> new TreeSet<>());
      for (String tag : row.get(tags).split(",")) {
        if (!tag.isBlank()) {
          some.add(tag.strip());
        }
      }
    }
    return products;
  }

  private static List<List<String>> rows(String csv) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (char c : csv.replace("\r\n", "\n").toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n')) {
        row.add(field.toString());
        field.setLength(0);
        if (c == '\n') {
          rows.add(row);
          row = new ArrayList<>();
        }
      } else {
        field.append(c);
      }
    }
    if (!row.isEmpty()) {
      row.add(field.toString());
      rows.add(row);
    }
    return rows;
  }

  private static Set<String> postTags(Element item) {
    Set<String> tags = new TreeSet<>();
    NodeList categories = item.getElementsByTagName("category");
    for (int i = 0; i < categories.getLength(); i++) {
      Element category = (Element) categories.item(i);
      if (category.getAttribute("domain").equals("post_tag")) {
        tags.add(category.getTextContent());
      }
    }
    return tags;
  }

  private static String text(Element item, String name) {
    return item.getElementsByTagName(name).item(0).getTextContent();
  }
}
