package tagledger.api;

/** Names what can bear a tag. */
public sealed interface BearerId permits ItemId, PostId {
  int value();
}
