package tagledger.command.check;

import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.RowCallbackHandler;
import tagledger.api.Findings;
import tagledger.command.log.Kind;
import tagledger.command.log.LogSnapshot;
import tagledger.command.log.Registers;

/** What imported things are known by: some 120 bytes a key. */
final class ExpectedKeys {

  private record Owner(int store, Kind kind) {}

  private final Map<Owner, Map<String, Integer>> ids = new HashMap<>();
  private final Holes holes;
  private final Findings findings;
  private long compared;
  private long redacted;

  ExpectedKeys(Holes holes, Findings findings) {
    this.holes = holes;
    this.findings = findings;
  }

  void add(int store, Kind kind, String key, int id) {
    Integer other = of(store, kind).putIfAbsent(key, id);
    if (other != null) {
      findings.differs(
          "events: %s %d is given the key %s in store %d, which %s %d has"
              .formatted(kind, id, Line.quoted(key), store, kind, other));
    }
  }

  /** Takes out what is found: what is left is missing. */
  void compare(Registers registers, LogSnapshot log) {
    log.jdbc()
        .query(
            "SELECT store_id, kind, key, id FROM import_keys",
            (RowCallbackHandler)
                row ->
                    compare(
                        registers, row.getInt(1), row.getInt(2), row.getString(3), row.getInt(4)));
    ids.forEach(
        (owner, keys) ->
            keys.forEach(
                (key, id) ->
                    findings.differs(
                        "import_keys: %s of store %d is missing, and the log says %s %d"
                            .formatted(Line.quoted(key), owner.store(), owner.kind(), id))));
    findings.compared("import keys", compared);
    findings.compared("redacted import keys", redacted);
  }

  private void compare(Registers registers, int store, int number, String key, int id) {
    Kind kind = Kind.ofNumber(number);
    String which = "import_keys: %s of store %d is ".formatted(Line.quoted(key), store);
    if (kind == null) {
      findings.differs(which + "of kind %d, which there is not".formatted(number));
      return;
    }
    Integer said = of(store, kind).remove(key);
    if (said == null && registers.mayHaveRedactedKey(kind, id)) {
      redacted++;
      return;
    }
    compared++;
    String stored = which + kind + " " + id;
    if (said == null && !holes.isIn(store)) {
      findings.differs(stored + ", and the log says nothing of it");
    } else if (said != null && said != id) {
      findings.differs(stored + ", and the log says %s %d".formatted(kind, said));
    }
  }

  private Map<String, Integer> of(int store, Kind kind) {
    return ids.computeIfAbsent(new Owner(store, kind), any -> new HashMap<>());
  }
}
