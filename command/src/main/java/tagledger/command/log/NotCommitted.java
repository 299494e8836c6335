package tagledger.command.log;

/** A transaction was decided and then not committed: nothing of it is there. */
public final class NotCommitted extends RuntimeException {
  NotCommitted(Throwable cause) {
    super("The transaction was not committed", cause);
  }
}
