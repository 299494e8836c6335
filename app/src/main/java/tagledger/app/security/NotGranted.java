package tagledger.app.security;

/** What is asked for is of a store of which he who asks is to know nothing. */
public final class NotGranted extends RuntimeException {

  public NotGranted() {
    super("Not granted", null, false, false);
  }
}
