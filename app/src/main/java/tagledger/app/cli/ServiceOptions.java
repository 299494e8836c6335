package tagledger.app.cli;

import java.io.PrintWriter;
import java.net.URI;
import picocli.CommandLine.Mixin;
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

  @Mixin private TokenOptions token = new TokenOptions();

  @Mixin private Verbosity verbosity = new Verbosity();

  Service service() {
    return new Service(url, token::token);
  }

  Progress progress(String task, Unit unit) {
    return verbosity.progress(task, unit);
  }

  void say(PrintWriter err, String line) {
    verbosity.say(err, line);
  }
}
