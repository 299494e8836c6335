package tagledger.command.log;

import tagledger.api.BearerId;
import tagledger.api.ItemId;
import tagledger.api.PostId;

/** The kinds of things whose ids the directory knows, with the numbers that it stores. */
enum Kind {
  ITEM(2),
  POST(3),
  TAG(4);

  private final short number;

  Kind(int number) {
    this.number = (short) number;
  }

  static Kind of(BearerId id) {
    return switch (id) {
      case ItemId item -> ITEM;
      case PostId post -> POST;
    };
  }

  short number() {
    return number;
  }
}
