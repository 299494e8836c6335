package tagledger.query.near;

import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tagledger.query.near.NearTables.Loaded;

/** Brings stores into memory, one at a time, beside all that is read. */
final class NearLoader {

  private static final Logger log = LoggerFactory.getLogger(NearLoader.class);

  /** What an item takes at the least. */
  private static final int BYTES_OF_AN_ITEM = 50;

  private final NearTables tables;
  private final Near near;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("near-stores").factory());

  NearLoader(NearTables tables, Near near) {
    this.tables = tables;
    this.near = near;
  }

  /** Returns at once. */
  void consider(int store, long mostItems) {
    try {
      thread.execute(() -> load(store, Math.min(mostItems, near.mostBytes() / BYTES_OF_AN_ITEM)));
    } catch (RejectedExecutionException e) {
      log.trace("Stopping: store {} stays in the tables", store);
    }
  }

  /** Returns when it is there, or is left where it is. */
  void load(int store, long mostItems) {
    if (!near.begin(store)) {
      return;
    }
    try {
      Loaded loaded = tables.read(store, mostItems);
      if (loaded != null) {
        near.admit(loaded);
      }
    } catch (SQLException | RuntimeException e) {
      log.warn("Store {} cannot be brought into memory now", store, e);
    } finally {
      near.abandon(store);
    }
  }

  void stop() {
    thread.shutdownNow();
  }
}
