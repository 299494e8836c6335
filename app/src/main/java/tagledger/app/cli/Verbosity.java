package tagledger.app.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Option;
import tagledger.app.cli.Progress.Unit;

/** What every command takes: how much it says beside what it was asked for. */
final class Verbosity {

  @Option(
      names = {"-q", "--quiet"},
      description = "Say nothing on standard error but errors.")
  private boolean quiet;

  @SuppressWarnings("unused") // Errors looks for it on the command line.
  @Option(names = Errors.DEBUG, description = "Add the stack trace to an error.")
  private boolean debug;

  /** On a terminal only: a log is no place for a line that is drawn anew. */
  Progress progress(String task, Unit unit) {
    return quiet || !Terminal.isStandardError()
        ? Progress.NONE
        : new Bar(task, unit, System.err, Terminal::width);
  }

  void say(PrintWriter err, String line) {
    if (!quiet) {
      err.println(line);
      err.flush();
    }
  }
}
