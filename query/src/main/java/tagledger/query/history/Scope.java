package tagledger.query.history;

import org.jspecify.annotations.Nullable;
import tagledger.api.ThingKind;

/**
 * Of what is told: of all, or of one thing and its links.
 *
 * @param kind nothing for all
 */
record Scope(@Nullable ThingKind kind, int id) {

  static final Scope ALL = new Scope(null, 0);

  boolean tellsOf(Kind some) {
    return kind == null || kind == some.thing();
  }

  boolean tellsOf(LinkKind some) {
    return kind == null || kind == ThingKind.TAG || kind == some.bears();
  }

  /** What a statement adds to its condition on things. */
  String condition() {
    return kind == null ? "" : " AND id = " + id;
  }

  /** What a statement adds to its condition on links. */
  String condition(LinkKind links) {
    if (kind == null) {
      return "";
    }
    return " AND " + (kind == ThingKind.TAG ? "tag_id" : links.bearer()) + " = " + id;
  }
}
