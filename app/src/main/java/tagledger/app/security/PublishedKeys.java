package tagledger.app.security;

import java.util.Map;

/** The keys by which others can verify our access tokens. */
public final class PublishedKeys {

  private final SigningKeys keys;

  PublishedKeys(SigningKeys keys) {
    this.keys = keys;
  }

  /** As a JSON Web Key Set (RFC 7517), without any private part. */
  public Map<String, Object> toJson() {
    return keys.published().toJSONObject(true);
  }
}
