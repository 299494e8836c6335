package tagledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.axonframework.eventhandling.tokenstore.GenericTokenEntry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SilentClaimsTest {

  private static final String RENEWED = "2026-11-22T12:00:00Z";

  @Test
  void a_token_that_nobody_has_ever_claimed_can_be_looked_at_again_and_again() {
    SilentClaims claims = new SilentClaims(Duration.ofHours(1));

    assertThat(claims.has(claim(null, null))).isFalse();
    assertThat(claims.has(claim(null, null))).isFalse();
    assertThat(claims.has(claim("a node", RENEWED))).isFalse();
  }

  @Test
  void a_claim_is_silent_once_it_was_seen_unchanged_for_too_long() {
    SilentClaims claims = new SilentClaims(Duration.ZERO);
    claims.has(claim("a node", RENEWED));

    assertThat(claims.has(claim("a node", RENEWED))).isTrue();
    assertThat(new SilentClaims(Duration.ofHours(1)).has(claim("a node", RENEWED))).isFalse();
  }

  private static GenericTokenEntry<byte[]> claim(@Nullable String owner, @Nullable String renewed) {
    return new GenericTokenEntry<>(
        new byte[0], "type", renewed, owner, "catalogue", 0, byte[].class);
  }
}
