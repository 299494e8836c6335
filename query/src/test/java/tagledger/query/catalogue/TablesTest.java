package tagledger.query.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import tagledger.query.projection.Generation;

/** What the database itself would not let happen, whatever the projection did. */
class TablesTest {

  private static CatalogueInTest catalogue;

  @BeforeAll
  static void start() {
    catalogue = new CatalogueInTest();
  }

  @AfterAll
  static void stop() {
    catalogue.close();
  }

  @BeforeEach
  void fill() {
    catalogue.empty();
    catalogue.jdbc.execute("INSERT INTO stores VALUES (1, 'My store', 0)");
    catalogue.jdbc.execute("INSERT INTO items VALUES (1, 1, 'Chair', 1, 1, 1)");
    catalogue.jdbc.execute("INSERT INTO tags VALUES (1, 1, 'wood', 2)");
    catalogue.jdbc.execute("INSERT INTO items_tags VALUES (1, 1)");
    catalogue.jdbc.execute("INSERT INTO posts VALUES (1, 1, 'News', NULL, 3, 3)");
    catalogue.jdbc.execute("INSERT INTO posts_tags VALUES (1, 1)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO items_tags VALUES (1, 1)",
        "INSERT INTO items_tags VALUES (2, 1)",
        "INSERT INTO items_tags VALUES (1, 2)",
        "INSERT INTO posts_tags VALUES (1, 1)",
        "INSERT INTO posts_tags VALUES (2, 1)",
        "INSERT INTO posts_tags VALUES (1, 2)",
        "INSERT INTO posts VALUES (2, 2, 'Story', NULL, 3, 3)",
        "INSERT INTO posts VALUES (2, 1, NULL, 'Text', 3, 3)",
        "DELETE FROM posts",
        "INSERT INTO items VALUES (2, 2, 'Table', 1, 1, 1)",
        "INSERT INTO tags VALUES (2, 2, 'steel', 2)",
        "INSERT INTO stores VALUES (1, 'Twice', 0)",
        "DELETE FROM items",
        "DELETE FROM tags",
        "DELETE FROM stores",
        "INSERT INTO stores VALUES (2, NULL, 0)"
      })
  void the_tables_refuse(String statement) {
    assertThatThrownBy(() -> catalogue.jdbc.execute(statement))
        .isInstanceOf(DataIntegrityViolationException.class);
  }

  @ParameterizedTest
  @CsvSource({"items_tags, 'item_id, tag_id'", "posts_tags, 'post_id, tag_id'"})
  void a_pair_is_the_key_of_its_link(String table, String key) {
    assertThat(
            catalogue.jdbc.queryForObject(
                """
                SELECT string_agg(a.attname, ', ' ORDER BY array_position(i.indkey::int[], a.attnum::int))
                FROM pg_index i JOIN pg_attribute a
                  ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
                WHERE i.indrelid = ?::regclass AND i.indisprimary""",
                String.class,
                table))
        .isEqualTo(key);
  }

  @Test
  void tables_that_are_there_are_left_as_they_are() {
    assertThatCode(() -> new Generation(CatalogueProjector.NAME, 1).prepare(catalogue.pool))
        .doesNotThrowAnyException();
    assertThat(catalogue.rows()).hasSize(6);
  }
}
