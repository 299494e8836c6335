package tagledger.app.http;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.stereotype.Component;
import tagledger.api.IdempotencyKey;
import tagledger.api.Rejection;

/** The keys whose requests this node is answering now. Safe for all threads. */
@Component
class InFlight {

  private final ConcurrentMap<IdempotencyKey, String> digests = new ConcurrentHashMap<>();

  /**
   * @throws KeyInFlight where the same is being asked for already
   * @throws Rejection.KeyReused where something else is
   */
  void enter(RequestKey request) {
    String digest = digests.putIfAbsent(request.key(), request.digest());
    if (digest != null) {
      throw digest.equals(request.digest()) ? new KeyInFlight() : new Rejection.KeyReused();
    }
  }

  void leave(RequestKey request) {
    digests.remove(request.key());
  }

  /** The first request of that key has not been answered yet. */
  static final class KeyInFlight extends RuntimeException {
    KeyInFlight() {
      super(
          "A request with this Idempotency-Key has not been answered yet. Wait and try again.",
          null,
          false,
          false);
    }
  }
}
