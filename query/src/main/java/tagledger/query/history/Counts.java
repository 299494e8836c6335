package tagledger.query.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import tagledger.api.ThingKind;

/** How much a change did, in the order of {@link Count}. */
record Counts(List<Long> values) {

  static Counts read(ResultSet row, int column) throws SQLException {
    return new Counts(List.of((Long[]) row.getArray(column).getArray()));
  }

  long of(Count what) {
    return values.get(what.ordinal());
  }

  long of(ThingKind kind) {
    return Stream.of(Count.values()).filter(what -> what.of() == kind).mapToLong(this::of).sum();
  }

  /** Stores, items, posts and tags. */
  long things() {
    return values.stream().mapToLong(Long::longValue).sum() - of(ThingKind.LINK);
  }

  Counts linksAlone() {
    return new Counts(
        Stream.of(Count.values())
            .map(what -> what.of() == ThingKind.LINK ? of(what) : 0L)
            .toList());
  }
}
