package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpStatus.ACCEPTED;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.OK;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import tools.jackson.databind.JsonNode;

/** Rows that are read and are not what the log says. */
@Order(HttpTest.FIRST)
class DamagedTablesTest extends HttpTest {

  @Autowired private JdbcConnectionDetails database;

  /** What is done to a table, and what begins the line that tells of it. */
  private record Damage(String statement, String told) {}

  private static final List<Damage> CATALOGUE =
      List.of(
          new Damage(
              "UPDATE stores SET version = version + 1 WHERE id = :store",
              "catalogue.stores: has the row (:store,"),
          new Damage(
              "UPDATE items SET price = price + 1 WHERE id = :item",
              "catalogue.items: has the row (:item,"),
          new Damage(
              "DELETE FROM items_tags WHERE item_id = :item",
              "catalogue.items_tags: lacks a row, and by the log there is (:item,:tag)"),
          new Damage(
              "INSERT INTO tags VALUES (2000000000, :store, 'x', 0)",
              "catalogue.tags: has the row (2000000000,:store,x,0), and by the log there is none"));

  private static final List<Damage> HISTORY =
      List.of(
          new Damage(
              "UPDATE item_values SET name = 'x' WHERE id = :item",
              "history.item_values: has the row (:item,"),
          new Damage(
              "UPDATE items_tags SET until = since + 1 WHERE tag_id = :tag",
              "history.items_tags: has the row (:item,:tag,"),
          new Damage(
              "DELETE FROM changes WHERE store_id = :store AND counts[1] = 1",
              "history.changes: lacks a row, and by the log there is ("),
          new Damage(
              "INSERT INTO tag_links_changed VALUES (:tag, 0)",
              "history.tag_links_changed: has the row (:tag,0), and by the log there is none"));

  @Test
  void each_is_named_by_a_comparison_and_mended_by_a_rebuild() throws SQLException {
    int store = newStore();
    int item = newItem(store);
    int tag = newTag(store);
    when(POST, "/item/" + item + "/tag/" + tag).then(CREATED);
    // Answered when the history has it too.
    when(GET, "/item/" + item + "/history").then(OK);
    List<String> told = new ArrayList<>();
    for (Damage damage : CATALOGUE) {
      run("catalogue_3", of(damage.statement(), store, item, tag));
      told.add(of(damage.told(), store, item, tag));
    }
    for (Damage damage : HISTORY) {
      run("history_2", of(damage.statement(), store, item, tag));
      told.add(of(damage.told(), store, item, tag));
    }

    List<String> differences = differences();

    assertThat(differences).hasSameSizeAs(told);
    assertThat(told).allMatch(line -> differences.stream().anyMatch(it -> it.startsWith(line)));
    for (String projection : List.of("catalogue", "history")) {
      when(POST, "/projections/" + projection + "/rebuild").then(ACCEPTED);
      await().atMost(Duration.ofSeconds(30)).until(() -> !isBeingBuilt(projection));
    }
    assertThat(differences()).isEmpty();
  }

  private static String of(String text, int store, int item, int tag) {
    return text.replace(":store", "" + store).replace(":item", "" + item).replace(":tag", "" + tag);
  }

  private List<String> differences() {
    JsonNode answer = when(POST, "/fsck").then(OK).body();
    return answer.path("differences").valueStream().map(JsonNode::asString).toList();
  }

  private boolean isBeingBuilt(String projection) {
    return !when(GET, "/projections/" + projection).then(OK).body().path("building").isNull();
  }

  private void run(String schema, String damage) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                database.getJdbcUrl(), database.getUsername(), database.getPassword());
        Statement statement = connection.createStatement()) {
      statement.execute("SET ROLE tagledger_app; SET search_path TO " + schema);
      assertThat(statement.executeUpdate(damage)).isPositive();
    }
  }
}
