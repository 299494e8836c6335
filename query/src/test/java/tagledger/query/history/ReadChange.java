package tagledger.query.history;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tagledger.api.Change;
import tagledger.api.Change.Detail;
import tagledger.api.Changes;

/** A change whose details have been read to their end, and are no longer in it. */
record ReadChange(Change change, List<Detail> details) {

  /** All of these, which are closed then. */
  static List<ReadChange> all(@Nullable Changes changes) {
    try (Changes read = requireNonNull(changes)) {
      return read.rows()
          .map(
              change -> {
                List<Detail> details = new ArrayList<>();
                change.details().forEachRemaining(details::add);
                return new ReadChange(without(change), details);
              })
          .toList();
    }
  }

  long position() {
    return change.position();
  }

  String summary() {
    return change.summary();
  }

  private static Change without(Change change) {
    return new Change(
        change.id(),
        change.position(),
        change.time(),
        change.actor(),
        change.requestId(),
        change.reason(),
        change.storeId(),
        change.summary(),
        Collections.emptyIterator());
  }
}
