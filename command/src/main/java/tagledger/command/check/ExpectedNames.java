package tagledger.command.check;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import tagledger.api.Findings;
import tagledger.command.log.LogSnapshot;
import tagledger.command.log.Registers;

/** The names of living stores. */
final class ExpectedNames {

  private final Registers registers;
  private final Map<Integer, String> names;
  private final Holes holes;
  private final Findings findings;
  private long compared;
  private long redacted;

  ExpectedNames(Registers registers, Holes holes, Findings findings) {
    this.registers = registers;
    this.names = new TreeMap<>(registers.names());
    this.holes = holes;
    this.findings = findings;
  }

  /** Takes out what is found: what is left is missing. */
  void compare(LogSnapshot log) {
    log.jdbc()
        .query(
            "SELECT store_id, name FROM store_names",
            (RowCallbackHandler) row -> compare(row.getInt(1), row.getString(2)));
    names.forEach(
        (store, name) -> {
          if (!holes.isIn(store)) {
            findings.differs(
                "store_names: store %d is missing, and the log says %s"
                    .formatted(store, Line.quoted(name)));
          }
        });
    findings.compared("store names", compared);
    findings.compared("redacted store names", redacted);
  }

  private void compare(int store, String name) {
    String said = names.remove(store);
    if (registers.hasRedactedName(store)) {
      redacted++;
      return;
    }
    compared++;
    if (!name.equals(said) && !holes.isIn(store)) {
      findings.differs(
          "store_names: store %d is %s, and the log says %s"
              .formatted(store, Line.quoted(name), told(said)));
    }
  }

  private static String told(@Nullable String name) {
    return name == null ? "that it has no name" : Line.quoted(name);
  }
}
