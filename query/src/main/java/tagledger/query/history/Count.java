package tagledger.query.history;

import tagledger.api.ThingKind;

/** What is counted of a change, in the order in which its table keeps it. */
enum Count {
  STORES_ADDED(ThingKind.STORE, "added"),
  STORES_REMOVED(ThingKind.STORE, "removed"),
  ITEMS_ADDED(ThingKind.ITEM, "added"),
  ITEMS_CHANGED(ThingKind.ITEM, "changed"),
  ITEMS_REMOVED(ThingKind.ITEM, "removed"),
  POSTS_ADDED(ThingKind.POST, "added"),
  POSTS_CHANGED(ThingKind.POST, "changed"),
  POSTS_REMOVED(ThingKind.POST, "removed"),
  TAGS_ADDED(ThingKind.TAG, "added"),
  TAGS_REMOVED(ThingKind.TAG, "removed"),
  LINKS_ADDED(ThingKind.LINK, "added"),
  LINKS_REMOVED(ThingKind.LINK, "removed");

  private final ThingKind kind;
  private final String verb;

  Count(ThingKind kind, String verb) {
    this.kind = kind;
    this.verb = verb;
  }

  ThingKind of() {
    return kind;
  }

  String verb() {
    return verb;
  }
}
