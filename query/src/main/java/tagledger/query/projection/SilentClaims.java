package tagledger.query.projection;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.tokenstore.AbstractTokenEntry;
import org.jspecify.annotations.Nullable;

/**
 * Knows the claims that have not been renewed for so long that their nodes must be gone, by what
 * this node has seen and by its own count of time. Clocks differ and are set back: by what they
 * say, a claim that a dead node made in the future would be good until then. Safe for all threads.
 */
final class SilentClaims {

  private record Token(String processor, int segment) {}

  /** A token that comes with new tables has not been claimed by anybody. */
  private record Seen(@Nullable String owner, @Nullable String renewed, long since) {
    boolean isOf(AbstractTokenEntry<?> claim) {
      return Objects.equals(owner, claim.getOwner())
          && Objects.equals(renewed, claim.timestampAsString());
    }
  }

  private final Map<Token, Seen> lastSeen = new ConcurrentHashMap<>();
  private final long patienceNanoseconds;

  SilentClaims(Duration patience) {
    this.patienceNanoseconds = patience.toNanos();
  }

  boolean has(AbstractTokenEntry<?> claim) {
    long now = System.nanoTime();
    Seen seen =
        lastSeen.compute(
            new Token(claim.getProcessorName(), claim.getSegment()),
            (token, last) ->
                last != null && last.isOf(claim)
                    ? last
                    : new Seen(claim.getOwner(), claim.timestampAsString(), now));
    return now - seen.since > patienceNanoseconds;
  }
}
