package tagledger.app.cli;

/** What a script can tell apart. */
final class ExitCode {

  static final int DONE = 0;
  static final int BAD_ROWS = 1;
  static final int DIFFERENCES = 1;
  static final int USAGE = 2;
  static final int UNREACHABLE = 3;
  static final int REFUSED = 4;
  static final int FILE = 5;

  /** Nobody's fault but the program's. */
  static final int BUG = 70;

  private ExitCode() {}
}
