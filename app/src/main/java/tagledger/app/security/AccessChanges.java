package tagledger.app.security;

import java.util.function.Supplier;

/** Changes of who may do what: one after the other over all nodes. Safe for all threads. */
final class AccessChanges {

  private final AccessTables tables;
  private final AccessVersion version;

  AccessChanges(AccessTables tables, AccessVersion version) {
    this.tables = tables;
    this.version = version;
  }

  /** Makes it in a transaction of its own, after which all nodes look again. */
  <T> T make(Supplier<T> change) {
    long[] raised = new long[1];
    T made =
        tables.inTransaction(
            () -> {
              raised[0] = tables.raiseVersion();
              return change.get();
            });
    version.advance(raised[0]);
    return made;
  }
}
