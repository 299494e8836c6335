package tagledger.app.cli;

import org.jspecify.annotations.Nullable;

/** Ends a command: a line or two of what went wrong and what to do next, and the exit code. */
final class Failure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private Failure(int exitCode, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** The service does not answer, or stopped answering. */
  static Failure unreachable(String message, @Nullable Throwable cause) {
    return new Failure(ExitCode.UNREACHABLE, message, cause);
  }

  /** The service answered, and does not do it. */
  static Failure refused(String message) {
    return new Failure(ExitCode.REFUSED, message, null);
  }

  /** What should be worked on is not fit for it, or somebody else has it. */
  static Failure refused(String message, Throwable cause) {
    return new Failure(ExitCode.REFUSED, message, cause);
  }

  /** A file of this machine cannot be read or written. */
  static Failure file(String message, @Nullable Throwable cause) {
    return new Failure(ExitCode.FILE, message, cause);
  }

  int exitCode() {
    return exitCode;
  }
}
