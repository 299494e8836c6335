package tagledger.command.log;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/**
 * To which store an item or a tag belongs. What it once says holds for ever, and is remembered;
 * what it does not know, the database is asked for each time. Safe for all threads.
 */
final class Directory {

  private static final int REMEMBERED = 200_000;

  private final JdbcTemplate jdbc;

  /** Tidies up where it is used: to wake another thread for that costs more than the tidying. */
  private final Cache<Batch.Entry, Integer> known =
      Caffeine.newBuilder().maximumSize(REMEMBERED).executor(Runnable::run).build();

  Directory(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  OptionalInt storeOf(Kind kind, int id) {
    Batch.Entry entry = new Batch.Entry(kind, id);
    Integer store = known.getIfPresent(entry);
    if (store == null) {
      store = read(entry);
      if (store == null) {
        return OptionalInt.empty();
      }
      known.put(entry, store);
    }
    return OptionalInt.of(store);
  }

  /** Remembers what has been committed. */
  void remember(Map<Batch.Entry, Integer> entries) {
    known.putAll(entries);
  }

  /** The ids beyond that one which are in use already. */
  RoaringBitmap takenAfter(Kind kind, int id) {
    RoaringBitmap taken = new RoaringBitmap();
    jdbc.query(
        "SELECT id FROM directory WHERE kind = ? AND id > ?",
        (RowCallbackHandler) row -> taken.add(row.getInt(1)),
        kind.number(),
        id);
    return taken;
  }

  private @Nullable Integer read(Batch.Entry entry) {
    return jdbc
        .queryForList(
            "SELECT store_id FROM directory WHERE kind = ? AND id = ?",
            Integer.class,
            entry.kind().number(),
            entry.id())
        .stream()
        .findFirst()
        .orElse(null);
  }
}
