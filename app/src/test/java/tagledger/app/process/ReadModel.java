package tagledger.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tagledger.app.process.LogReplay.Link;
import tagledger.app.process.LogReplay.Thing;

/** The catalogue's tables, row by row, held against what a replay of the log comes to. */
final class ReadModel {

  private ReadModel() {}

  /** Nobody may be writing. */
  static LogReplay check(Connection connection) throws SQLException {
    LogReplay log = LogReplay.of(connection);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                ask(
                        connection,
                        "SELECT (convert_from(token, 'UTF8')::json ->> 'globalIndex')::bigint"
                            + " FROM catalogue_3.tokens")
                    == log.position());
    assertThat(LogReplay.of(connection).position()).as("nobody writes").isEqualTo(log.position());
    Map<Integer, String> stores = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id, name FROM catalogue_3.stores")) {
      while (rows.next()) {
        stores.put(rows.getInt(1), rows.getString(2));
      }
    }
    assertThat(stores).isEqualTo(log.stores);
    assertThat(things(connection, "items", "name")).isEqualTo(log.items);
    assertThat(things(connection, "posts", "title")).isEqualTo(log.posts);
    assertThat(things(connection, "tags", "name")).isEqualTo(log.tags);
    assertThat(links(connection, "item")).isEqualTo(log.links);
    assertThat(links(connection, "post")).isEqualTo(log.postLinks);
    return log;
  }

  private static Set<Link> links(Connection connection, String bearer) throws SQLException {
    Set<Link> links = new TreeSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT %1$s_id, tag_id FROM catalogue_3.%1$ss_tags".formatted(bearer))) {
      while (rows.next()) {
        links.add(new Link(rows.getInt(1), rows.getInt(2)));
      }
    }
    return links;
  }

  private static long ask(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getLong(1) : -1;
    }
  }

  private static Map<Integer, Thing> things(Connection connection, String table, String name)
      throws SQLException {
    Map<Integer, Thing> things = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT id, store_id, " + name + " FROM catalogue_3." + table)) {
      while (rows.next()) {
        things.put(rows.getInt(1), new Thing(rows.getInt(2), rows.getString(3)));
      }
    }
    return things;
  }
}
