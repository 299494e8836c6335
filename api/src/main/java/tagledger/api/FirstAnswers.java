package tagledger.api;

import org.jspecify.annotations.Nullable;

/** The answers that are given again under the keys of their requests. Safe for all threads. */
public interface FirstAnswers {

  /** The answer under this key, or nothing while there is none. */
  @Nullable FirstAnswer find(IdempotencyKey key);

  /**
   * Keeps the answer under a key that a command has been decided under, unless another is kept
   * there. Returns the one to give.
   */
  FirstAnswer keep(IdempotencyKey key, FirstAnswer answer);
}
