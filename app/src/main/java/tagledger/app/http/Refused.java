package tagledger.app.http;

/** Ends a request with this refusal. */
final class Refused extends RuntimeException {

  private final transient Refusal refusal;

  Refused(Refusal refusal) {
    super(refusal.status(), null, false, false);
    this.refusal = refusal;
  }

  Refusal refusal() {
    return refusal;
  }
}
