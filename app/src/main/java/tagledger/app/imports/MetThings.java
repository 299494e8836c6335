package tagledger.app.imports;

import java.util.HashSet;
import java.util.Set;
import tagledger.api.Row;
import tagledger.app.imports.PlaceKeys.Kind;

/**
 * The things of which a dry run has read: nothing is written by which a later chunk would know
 * them. For one thread.
 */
final class MetThings {

  private record Thing(Kind kind, String key) {}

  private final PlaceKeys all = new PlaceKeys();
  private final Set<Thing> inChunk = new HashSet<>();

  /** Whether an earlier chunk tells of it. Those of one chunk are decided together. */
  boolean isInEarlierChunk(Row.OfThing row) {
    Thing thing = new Thing(row instanceof Row.OfItem ? Kind.ITEM : Kind.POST, row.key());
    if (inChunk.contains(thing)) {
      return false;
    }
    boolean isKnown = all.place(thing.kind, thing.key) > 1;
    if (!isKnown) {
      inChunk.add(thing);
    }
    return isKnown;
  }

  void endChunk() {
    inChunk.clear();
  }
}
