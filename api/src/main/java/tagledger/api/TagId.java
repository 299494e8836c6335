package tagledger.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names one tag for ever: 1 to 2³¹−1, counted over all stores and never given to another tag. */
public record TagId(@JsonValue int value) {

  @JsonCreator
  public TagId {
    Ids.requirePositive(value);
  }

  /** A tag's id as a key of a JSON object. */
  @JsonCreator
  public static TagId parse(String text) {
    return new TagId(Integer.parseInt(text));
  }
}
