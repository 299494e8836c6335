package tagledger.app.imports;

/** Another import has the id. */
public final class IdTaken extends Exception {
  IdTaken(String id) {
    super("An import with the id " + id + " exists already.");
  }
}
