package tagledger.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names one item for ever: 1 to 2³¹−1, counted over all stores and never given to another item. */
public record ItemId(@JsonValue int value) implements BearerId {

  @JsonCreator
  public ItemId {
    Ids.requirePositive(value);
  }
}
