package tagledger.api;

/** What was asked of is not known whole: a store in it waits as a dead letter. Nothing is lost. */
public final class NotProjected extends RuntimeException {
  public NotProjected() {
    super(
        "An event of the store could not be taken in, and this cannot be told before it is: see GET /dead-letters.",
        null,
        false,
        false);
  }
}
