package tagledger.app.imports;

class UnreadableFile extends Exception {
  private final long line;

  UnreadableFile(long line, String message) {
    super(message);
    this.line = line;
  }

  long line() {
    return line;
  }
}
