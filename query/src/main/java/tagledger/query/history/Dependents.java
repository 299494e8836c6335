package tagledger.query.history;

import static tagledger.api.ThingKind.ITEM;
import static tagledger.api.ThingKind.LINK;
import static tagledger.api.ThingKind.POST;
import static tagledger.api.ThingKind.STORE;
import static tagledger.api.ThingKind.TAG;
import static tagledger.query.history.ReversalSql.held;

import java.util.HashMap;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import tagledger.api.Reversal.Leaving;
import tagledger.api.Reversal.Returning;
import tagledger.api.Reversal.TagReturning;
import tagledger.api.ThingKind;

/**
 * Finds what would be left without what it hangs on, and names that others have now: they stand in
 * the way.
 */
final class Dependents {

  private final JdbcTemplate jdbc;
  private final Comparison comparison;
  private final Obstacles obstacles;
  private final long now;

  /**
   * @param now the position as of which they are looked for
   */
  Dependents(JdbcTemplate jdbc, Comparison comparison, long now) {
    this.jdbc = jdbc;
    this.comparison = comparison;
    this.obstacles = comparison.obstacles;
    this.now = now;
  }

  /** Of a change that is taken back. */
  void find() {
    findStore();
    findNames();
    findLinksOfLeaving("Item", "items_tags", "item_id", items(false), comparison.unlinkedItems);
    findLinksOfLeaving("Post", "posts_tags", "post_id", posts(false), comparison.unlinkedPosts);
    findMissing(ITEM, "items", comparison.linkedItems.bearers(), items(true), items(false));
    findMissing(POST, "posts", comparison.linkedPosts.bearers(), posts(true), posts(false));
    RoaringBitmap tags = comparison.linkedItems.tags();
    tags.or(comparison.linkedPosts.tags());
    findMissing(TAG, "tags", tags, comparison.tags(true), comparison.tags(false));
  }

  /** A store that comes back needs its name. */
  void findNameOfStore() {
    if (comparison.ofStore() instanceof Returning comes && comes.name() != null) {
      jdbc.query(
          "SELECT id FROM stores row WHERE name = ? AND id <> ? AND " + held("row", "?"),
          (RowCallbackHandler)
              row ->
                  obstacles.add(
                      STORE, store(), "Its name is that of store %d now.".formatted(row.getInt(1))),
          comes.name(),
          store(),
          now,
          now);
    }
  }

  private void findStore() {
    findNameOfStore();
    if (comparison.ofStore() instanceof Leaving) {
      findContents(ITEM, "items", items(false));
      findContents(POST, "posts", posts(false));
      findContents(TAG, "tags", comparison.tags(false));
    } else if (!(comparison.ofStore() instanceof Returning)
        && !isThere()
        && !comparison.reversal().isEmpty()) {
      obstacles.add(STORE, store(), "Is no longer there.");
    }
  }

  private boolean isThere() {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "SELECT EXISTS (SELECT FROM stores row WHERE id = ? AND " + held("row", "?") + ")",
            Boolean.class,
            store(),
            now,
            now));
  }

  private void findContents(ThingKind kind, String table, RoaringBitmap leaving) {
    jdbc.query(
        "SELECT id FROM "
            + table
            + " row WHERE store_id = ? AND "
            + held("row", "?")
            + " ORDER BY id",
        (RowCallbackHandler)
            row -> {
              if (!leaving.contains(row.getInt(1))) {
                obstacles.add(kind, row.getInt(1), "Has been added to the store since.");
              }
            },
        store(),
        now,
        now);
  }

  /** A tag that comes back may take the name of one that goes. */
  private void findNames() {
    Map<String, Integer> names = new HashMap<>();
    comparison.tags().stream()
        .filter(TagReturning.class::isInstance)
        .map(TagReturning.class::cast)
        .filter(tag -> tag.name() != null)
        .forEach(tag -> names.put(tag.name(), tag.id().value()));
    RoaringBitmap leaving = comparison.tags(false);
    jdbc.query(
        "SELECT id, name FROM tags row WHERE store_id = ? AND name = ANY (?) AND "
            + held("row", "?")
            + " ORDER BY id",
        (RowCallbackHandler)
            row -> {
              Integer returning = names.get(row.getString(2));
              int bearer = row.getInt(1);
              if (returning != null && returning != bearer && !leaving.contains(bearer)) {
                obstacles.add(TAG, returning, "Its name is that of tag %d now.".formatted(bearer));
              }
            },
        store(),
        names.keySet().toArray(String[]::new),
        now,
        now);
  }

  private void findLinksOfLeaving(
      String bearers, String table, String column, RoaringBitmap leaving, LinkRows unlinked) {
    RoaringBitmap tags = comparison.tags(false);
    if (leaving.isEmpty() && tags.isEmpty()) {
      return;
    }
    jdbc.query(
        """
        SELECT tag_id, %1$s FROM %2$s row
        WHERE (%1$s = ANY (?) OR tag_id = ANY (?)) AND %3$s ORDER BY %1$s, tag_id"""
            .formatted(column, table, held("row", "?")),
        (RowCallbackHandler)
            row -> {
              int tag = row.getInt(1);
              int bearer = row.getInt(2);
              if (!unlinked.contains(tag, bearer)) {
                String reason = "%s %d has been given tag %d since.";
                obstacles.add(LINK, bearer, reason.formatted(bearers, bearer, tag));
              }
            },
        leaving.toArray(),
        tags.toArray(),
        now,
        now);
  }

  /** What is linked again has to be there, or to come back as well. */
  private void findMissing(
      ThingKind kind,
      String table,
      RoaringBitmap needed,
      RoaringBitmap returning,
      RoaringBitmap leaving) {
    needed.andNot(returning);
    if (needed.isEmpty()) {
      return;
    }
    RoaringBitmap missing = RoaringBitmap.and(needed, leaving);
    jdbc.query(
        """
        SELECT id FROM unnest(?::integer[]) AS needed (id)
        WHERE NOT EXISTS (SELECT FROM %s row WHERE row.id = needed.id AND %s)"""
            .formatted(table, held("row", "?")),
        (RowCallbackHandler) row -> missing.add(row.getInt(1)),
        needed.toArray(),
        now,
        now);
    missing.forEach(
        (int id) -> obstacles.add(kind, id, "Is no longer there, and a link to it would be."));
  }

  private RoaringBitmap items(boolean wanted) {
    return comparison.items(wanted);
  }

  private RoaringBitmap posts(boolean wanted) {
    return comparison.posts(wanted);
  }

  private int store() {
    return comparison.store.value();
  }
}
