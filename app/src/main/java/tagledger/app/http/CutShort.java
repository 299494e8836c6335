package tagledger.app.http;

/** An answer of which a part has been sent already cannot be given to its end. */
final class CutShort extends RuntimeException {
  CutShort(RuntimeException cause) {
    super("An answer is cut short", cause);
  }
}
