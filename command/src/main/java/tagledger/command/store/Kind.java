package tagledger.command.store;

import tagledger.api.BearerId;
import tagledger.api.ItemId;
import tagledger.api.PostId;

/** The two kinds of things that bear tags. The rules are the same for both. */
enum Kind {
  ITEM,
  POST;

  static Kind of(BearerId id) {
    return switch (id) {
      case ItemId item -> ITEM;
      case PostId post -> POST;
    };
  }
}
