package tagledger.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is known of imports, on every node and after a restart. It tells how far one is; what it has
 * written is in the log. Safe for all threads.
 */
public interface ImportLedger {

  /**
   * An import as it was last told of.
   *
   * @param report what is shown of it, as JSON
   * @param silentFor how long ago it was told of, by the database's clock
   */
  record Entry(String report, boolean finished, Duration silentFor) {}

  /**
   * @return whether the id was free
   */
  boolean begin(String id, StoreId store, String report);

  void tell(String id, String report, boolean finished);

  @Nullable Entry find(String id);
}
