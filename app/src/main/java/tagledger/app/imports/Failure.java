package tagledger.app.imports;

/** Why an import ended early. */
public enum Failure {
  /** The file cannot be read, from here on or at all. */
  UNREADABLE,
  /** It was all or nothing, and a row is bad, or there are too many. */
  REFUSED,
  /** The upload broke off. */
  CUT_SHORT,
  /** The store was deleted meanwhile. */
  STORE_GONE,
  /** The database was away for longer than the import waits. */
  UNAVAILABLE,
  /** Only a newer version of the service can go on with that store. */
  TOO_OLD,
  /** A fault of ours. */
  FAULT
}
