package tagledger.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names one post for ever: 1 to 2³¹−1, counted over all stores and never given to another post. */
public record PostId(@JsonValue int value) implements BearerId {

  @JsonCreator
  public PostId {
    Ids.requirePositive(value);
  }
}
