package tagledger.app.security;

/** Without it nobody could administer the service any more. */
public final class LastAdministrator extends RuntimeException {

  LastAdministrator() {
    super("This is the last administrator. Make another one first.", null, false, false);
  }
}
