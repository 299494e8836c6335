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
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import tools.jackson.databind.JsonNode;

/** A row that is read and is not what the log says: a comparison names it, a rebuild mends it. */
class DamagedTablesTest extends HttpTest {

  @Autowired private JdbcConnectionDetails database;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          catalogue | UPDATE stores SET version = version + 1 WHERE id = :store  | stores: has the row (:store,
          catalogue | UPDATE items SET price = price + 1 WHERE id = :item        | items: has the row (:item,
          catalogue | DELETE FROM items_tags WHERE item_id = :item               | items_tags: lacks a row, and by the log there is (:item,:tag)
          catalogue | INSERT INTO tags VALUES (2000000000, :store, 'x', 0)       | tags: has the row (2000000000,:store,x,0), and by the log there is none
          history   | UPDATE item_values SET name = 'x' WHERE id = :item         | item_values: has the row (:item,
          history   | UPDATE items_tags SET until = since + 1 WHERE tag_id = :tag | items_tags: has the row (:item,:tag,
          history   | DELETE FROM changes WHERE store_id = :store                | changes: lacks a row, and by the log there is (
          history   | INSERT INTO tag_links_changed VALUES (:tag, 0)             | tag_links_changed: has the row (:tag,0), and by the log there is none
          """)
  void is_named_by_a_comparison_and_mended_by_a_rebuild(
      String projection, String damage, String told) throws SQLException {
    int store = newStore();
    int item = newItem(store);
    int tag = newTag(store);
    when(POST, "/item/" + item + "/tag/" + tag).then(CREATED);
    assertThat(differences()).isEmpty();

    run(projection.equals("catalogue") ? "catalogue_3" : "history_2", of(damage, store, item, tag));

    String line = projection + "." + of(told, store, item, tag);
    assertThat(differences()).isNotEmpty().allMatch(it -> it.startsWith(projection + "."));
    assertThat(differences()).anyMatch(it -> it.startsWith(line));
    when(POST, "/projections/" + projection + "/rebuild").then(ACCEPTED);
    await().atMost(Duration.ofSeconds(30)).until(() -> !isBeingBuilt(projection));
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
