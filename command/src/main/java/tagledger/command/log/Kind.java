package tagledger.command.log;

/** The kinds of things whose ids the directory knows, with the numbers that it stores. */
enum Kind {
  ITEM(2),
  POST(3),
  TAG(4);

  private final short number;

  Kind(int number) {
    this.number = (short) number;
  }

  short number() {
    return number;
  }
}
