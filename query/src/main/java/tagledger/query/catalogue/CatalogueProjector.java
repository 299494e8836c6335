package tagledger.query.catalogue;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.query.projection.Projector;

/**
 * Fills the catalogue's tables. Of all that happened to a row in a batch of events, only how it
 * ends is written, when the batch ends, or in parts where it is large.
 */
public final class CatalogueProjector implements Projector {

  public static final String NAME = "catalogue";

  /** Some 100 bytes each. */
  private static final int ROWS_AT_ONCE = 100_000;

  @Override
  public Batch begin(JdbcTemplate tables) {
    return new CatalogueBatch(new CatalogueTables(tables));
  }

  @Override
  public Batch resume(JdbcTemplate tables) {
    return begin(tables);
  }

  @Override
  public List<Comparable> tables() {
    return Stream.concat(
            Stream.of("stores", "items", "posts", "tags").map(table -> all(table, "id")),
            Stream.of(all("items_tags", "item_id, tag_id"), all("posts_tags", "post_id, tag_id")))
        .toList();
  }

  private static Comparable all(String table, String key) {
    return new Comparable(table, "SELECT * FROM %s." + table, key);
  }

  private static final class CatalogueBatch implements Batch {
    private final CatalogueTables tables;
    private CatalogueChanges changes = new CatalogueChanges();
    private long position;

    CatalogueBatch(CatalogueTables tables) {
      this.tables = tables;
    }

    @Override
    public void add(Recorded recorded) {
      changes.add(recorded.event(), recorded.sequence());
      position = recorded.position();
      if (changes.size() > ROWS_AT_ONCE) {
        end();
      }
    }

    @Override
    public void pass(Recorded recorded) {
      position = recorded.position();
    }

    @Override
    public void end() {
      tables.write(changes);
      changes = new CatalogueChanges();
    }

    @Override
    public long position() {
      return position;
    }
  }
}
