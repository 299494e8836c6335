package tagledger.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names one store for ever: 1 to 2³¹−1, counted over all stores and never given to another store.
 */
public record StoreId(@JsonValue int value) {

  @JsonCreator
  public StoreId {
    Ids.requirePositive(value);
  }
}
