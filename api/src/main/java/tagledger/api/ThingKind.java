package tagledger.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a change can touch. A link is of an item or a post and a tag, and touches all of them. */
public enum ThingKind {
  @JsonProperty("store")
  STORE,
  @JsonProperty("item")
  ITEM,
  @JsonProperty("post")
  POST,
  @JsonProperty("tag")
  TAG,
  @JsonProperty("link")
  LINK
}
