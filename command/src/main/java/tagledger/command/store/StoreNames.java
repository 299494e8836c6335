package tagledger.command.store;

import tagledger.api.StoreId;

/**
 * The names in use, unique over all stores. Called while a command is decided, under the log's
 * head.
 */
public interface StoreNames {

  boolean isTaken(String name);

  void claim(String name, StoreId store);

  /** Gives back whatever name the store has. */
  void release(StoreId store);
}
