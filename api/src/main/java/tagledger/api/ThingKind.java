package tagledger.api;

/** What a change can touch. A link is of an item or a post and a tag, and touches all of them. */
public enum ThingKind {
  STORE,
  ITEM,
  POST,
  TAG,
  LINK
}
