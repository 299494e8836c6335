package tagledger.command.check;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import org.springframework.jdbc.core.RowCallbackHandler;
import tagledger.api.Findings;
import tagledger.command.log.Kind;
import tagledger.command.log.LogSnapshot;

/** Which store each id belongs to: some two bytes an id, less where they are in a row. */
final class ExpectedDirectory {

  private final Map<Kind, Map<Integer, RoaringBitmap>> idsByStore = new EnumMap<>(Kind.class);
  private final Holes holes;
  private final Findings findings;
  private long compared;

  ExpectedDirectory(Holes holes, Findings findings) {
    this.holes = holes;
    this.findings = findings;
    for (Kind kind : Kind.values()) {
      idsByStore.put(kind, new TreeMap<>());
    }
  }

  void add(Kind kind, int id, int store) {
    byStore(kind).computeIfAbsent(store, any -> new RoaringBitmap()).add(id);
  }

  /** An id belongs to one store for ever. */
  void again(Kind kind, int id, int store) {
    Integer owner = storeOf(kind, id);
    if (owner != null && owner != store) {
      findings.differs(
          "events: %s %d is added to store %d, and was of store %d"
              .formatted(kind, id, store, owner));
    }
  }

  /** Takes out what is found: what is left is missing. */
  void compare(LogSnapshot log) {
    log.jdbc()
        .query(
            "SELECT kind, id, store_id FROM directory",
            (RowCallbackHandler) row -> compare(row.getInt(1), row.getInt(2), row.getInt(3)));
    idsByStore.forEach(
        (kind, byStore) ->
            byStore.forEach(
                (store, ids) ->
                    ids.forEach(
                        (int id) ->
                            findings.differs(
                                "directory: %s %d is missing, and the log says store %d"
                                    .formatted(kind, id, store)))));
    findings.compared("directory entries", compared);
  }

  private void compare(int number, int id, int store) {
    compared++;
    Kind kind = Kind.ofNumber(number);
    if (kind == null) {
      findings.differs("directory: id %d is of kind %d, which there is not".formatted(id, number));
      return;
    }
    RoaringBitmap ofStore = byStore(kind).get(store);
    if (ofStore != null && ofStore.checkedRemove(id)) {
      return;
    }
    Integer said = storeOf(kind, id);
    if (said != null) {
      byStore(kind).getOrDefault(said, new RoaringBitmap()).remove(id);
      findings.differs(
          "directory: %s %d is of store %d, and the log says store %d"
              .formatted(kind, id, store, said));
    } else if (!holes.isIn(store)) {
      findings.differs(
          "directory: %s %d is of store %d, and the log says nothing of it"
              .formatted(kind, id, store));
    }
  }

  private @Nullable Integer storeOf(Kind kind, int id) {
    return byStore(kind).entrySet().stream()
        .filter(store -> store.getValue().contains(id))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  private Map<Integer, RoaringBitmap> byStore(Kind kind) {
    return idsByStore.getOrDefault(kind, Map.of());
  }
}
