package tagledger.app.process;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Makes of a database what the version before would have left there. Nobody may be using it. */
final class EarlierVersion {

  private static final List<String> CATALOGUE =
      List.of("stores", "items", "posts", "tags", "items_tags", "posts_tags");
  private static final List<String> HISTORY =
      List.of(
          "stores",
          "items",
          "item_values",
          "posts",
          "post_values",
          "tags",
          "items_tags",
          "posts_tags",
          "tag_links_changed",
          "changes",
          "greatest_ids",
          "progress");

  private EarlierVersion() {}

  static void leave(SharedDatabase database) throws SQLException {
    replace(database, "catalogue_3", "catalogue_2", CATALOGUE);
    replace(database, "history_2", "history_1", HISTORY);
  }

  private static void replace(
      SharedDatabase database, String today, String before, List<String> tables)
      throws SQLException {
    List<String> sql = new ArrayList<>();
    sql.add("SET ROLE tagledger_app");
    sql.add("CREATE SCHEMA " + before);
    sql.add("SET search_path TO " + before);
    sql.add(tables(before));
    for (String table : tables) {
      sql.add("TRUNCATE " + table + " CASCADE");
      sql.add("INSERT INTO " + table + " SELECT * FROM " + today + "." + table);
    }
    sql.add(
        """
        INSERT INTO tagledger.tokens (processor_name, segment, token, token_type)
        SELECT '%s', segment, token, token_type FROM %s.tokens"""
            .formatted(before, today));
    sql.add("DROP SCHEMA " + today + " CASCADE");
    database.run(sql.toArray(String[]::new));
  }

  /** As that version described them. */
  private static String tables(String schema) {
    try (InputStream sql =
        EarlierVersion.class.getResourceAsStream("/generations/" + schema + ".sql")) {
      return new String(requireNonNull(sql).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
