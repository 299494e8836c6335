package tagledger.query.history;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tagledger.api.ThingKind;

/**
 * A change without its details.
 *
 * @param commands the positions at which its commands begin
 * @param counts of that of which its details tell
 * @param imported whether it is an import, of which there may be no word where it did one thing
 */
record Entry(
    String id,
    long position,
    List<Long> commands,
    Instant time,
    String actor,
    String request,
    @Nullable String reason,
    @Nullable String undoes,
    int store,
    Counts counts,
    boolean imported) {

  /** Whether all that it did is one link, of which a person wants to know both ends. */
  boolean isOneLink() {
    return counts.things() == 0 && counts.of(ThingKind.LINK) == 1;
  }
}
