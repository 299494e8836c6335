package tagledger.app.cli;

import java.io.PrintWriter;
import java.net.URI;
import picocli.CommandLine.Option;
import tagledger.app.cli.Progress.Unit;

/** What every command takes that speaks to a service. */
final class ServiceOptions {

  @Option(
      names = "--url",
      paramLabel = "URL",
      converter = ServiceUrl.class,
      defaultValue = "${env:TAGLEDGER_URL:-http://localhost:8080}",
      description = {
        "Where the service is.",
        "Default: $TAGLEDGER_URL, else http://localhost:8080."
      })
  private URI url = URI.create("http://localhost:8080");

  @Option(
      names = {"-q", "--quiet"},
      description = "Say nothing on standard error but errors.")
  private boolean quiet;

  @SuppressWarnings("unused") // Errors looks for it on the command line.
  @Option(names = Errors.DEBUG, description = "Add the stack trace to an error.")
  private boolean debug;

  Service service() {
    return new Service(url);
  }

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
