package tagledger.app.cli;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tagledger.app.cli.Progress.Unit;

/** What every command takes that speaks to a service. */
final class ServiceOptions {

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

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

  @Mixin private Verbosity verbosity = new Verbosity();

  Service service() {
    return new Service(url);
  }

  /** Whether the user said where. */
  boolean areOfService() {
    return isGiven() || System.getenv("TAGLEDGER_URL") != null;
  }

  /** Whether that was on the command line. */
  boolean isGiven() {
    return requireNonNull(command).commandLine().getParseResult().hasMatchedOption("--url");
  }

  Progress progress(String task, Unit unit) {
    return verbosity.progress(task, unit);
  }

  void say(PrintWriter err, String line) {
    verbosity.say(err, line);
  }
}
