package tagledger.api;

import java.util.concurrent.CompletableFuture;

/** How far what is read is behind what is written, as this node knows. Safe for all threads. */
public interface ReadModelProgress {

  /**
   * Completes when all up to that position can be read, or fails with {@link NotYetVisible} where
   * that takes too long. What depends on it is run by whoever fills the read model: it must be
   * short.
   */
  CompletableFuture<Void> reaches(long position);
}
