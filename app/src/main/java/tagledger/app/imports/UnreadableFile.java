package tagledger.app.imports;

/** Nothing more can be read of a file. Its message says what is wrong, and what to do. */
final class UnreadableFile extends Exception {

  private final long line;

  UnreadableFile(long line, String message) {
    super(message, null, false, false);
    this.line = line;
  }

  static UnreadableFile empty() {
    return new UnreadableFile(1, "The file is empty.");
  }

  /** Where it ends to be readable, counted from 1. */
  long line() {
    return line;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
