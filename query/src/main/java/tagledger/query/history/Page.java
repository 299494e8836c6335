package tagledger.query.history;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tagledger.api.Query.ChangePage;

/**
 * Where a page ends is known before its rows are read, however large these are.
 *
 * @param next the position of its last row, where there are more
 */
record Page(@Nullable Integer limited, @Nullable Long next) {

  /**
   * @param positions a statement for all that there are from the page's begin on
   */
  static Page of(Snapshot snapshot, String positions, Conditions conditions, ChangePage page) {
    Integer limit = page.limit();
    if (limit == null) {
      return new Page(null, null);
    }
    String end = "%s LIMIT 2 OFFSET %d".formatted(positions, limit - 1);
    List<Long> last = new ArrayList<>();
    try (Cursor<Long> rows =
        snapshot.open(2, end, row -> row.getLong(1), conditions.parameters())) {
      rows.forEachRemaining(last::add);
    }
    return new Page(limit, last.size() == 2 ? last.getFirst() : null);
  }

  String limit() {
    return limited == null ? "" : " LIMIT " + limited;
  }
}
