package tagledger.app.http;

import tagledger.api.IdempotencyKey;

/**
 * The {@code Idempotency-Key} of a request, with the digest of what it asks for. A controller whose
 * method takes one answers the same request again as the first time.
 */
record RequestKey(IdempotencyKey key, String digest) {
  static final String HEADER = "Idempotency-Key";
}
