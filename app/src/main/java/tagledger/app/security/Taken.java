package tagledger.app.security;

/** There is a user of that name, or that grant, already. */
public final class Taken extends RuntimeException {

  Taken(String message) {
    super(message, null, false, false);
  }
}
