package tagledger.app.security;

/** The service would be open to other machines, and nobody has said that it should. */
final class UnguardedDoor extends RuntimeException {

  private final String where;

  UnguardedDoor(String where) {
    super("There are no users and no issuer of tokens, and the service is to listen " + where);
    this.where = where;
  }

  String where() {
    return where;
  }
}
