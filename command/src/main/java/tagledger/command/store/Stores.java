package tagledger.command.store;

import tagledger.api.TagId;

/** What one store may ask of the others while it decides. */
public interface Stores {

  /** Whether some store has this tag now. */
  boolean haveTag(TagId tag);
}
