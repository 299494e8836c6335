package tagledger.command;

import java.util.Map;
import tagledger.api.IdempotencyKey;
import tagledger.api.IdempotentRequest;
import tagledger.api.Metadata;

/** What goes along with a command that is asked for under a key. */
public final class Keys {

  private static final int CREATED = 201;

  private Keys() {}

  /** One digit stands for all that is asked. */
  public static IdempotentRequest request(String key, char asked) {
    return new IdempotentRequest(
        new IdempotencyKey(Metadata.ANONYMOUS, key), String.valueOf(asked).repeat(64), CREATED);
  }

  public static Map<String, ?> under(String key, char asked) {
    return under(request(key, asked));
  }

  public static Map<String, ?> under(IdempotentRequest request) {
    return Map.of(Metadata.IDEMPOTENT_REQUEST, request);
  }
}
