package tagledger.app.database;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The embedded database on its way up, while the rest of the service starts. Closing it waits for
 * what was begun and then closes the database, so that no server is left behind by a start that
 * failed.
 */
final class DatabaseOpening implements AutoCloseable {

  private final CompletableFuture<EmbeddedDatabase> opened;

  private DatabaseOpening(CompletableFuture<EmbeddedDatabase> opened) {
    this.opened = opened;
  }

  /** Returns at once. */
  static DatabaseOpening begin(EmbeddedDatabaseProperties properties) {
    return new DatabaseOpening(
        CompletableFuture.supplyAsync(
            () -> EmbeddedDatabase.open(properties.data(), properties.database().port()),
            opening -> Thread.ofPlatform().name("postgresql-opening").start(opening)));
  }

  /**
   * Waits until it is up.
   *
   * @throws DatabaseUnavailable saying what to do
   */
  EmbeddedDatabase database() {
    try {
      return opened.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException why ? why : e;
    }
  }

  @Override
  public void close() {
    if (!opened.handle((database, failure) -> failure != null).join()) {
      opened.join().close();
    }
  }
}
