package tagledger.app.cli;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.Unmatched;
import tagledger.app.offline.NoDatabase;
import tagledger.app.offline.OfflineDatabase;

@Command(
    name = "fsck",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    descriptionHeading = "%n",
    description = {
      "Compare all that is stored with the log: what is read, what is decided on, and the log's own"
          + " digests. Nothing is changed.",
      "",
      "With --url a service is asked, which goes on serving meanwhile. Otherwise the database is"
          + " opened as the service would open it; where a service has its data directory, that"
          + " service is asked."
    },
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all done, and nothing differs",
      "1:there are differences, which are printed a line each",
      "2:wrong usage",
      "3:the service or the database cannot be reached, or broke off",
      "4:the service refused: it is comparing already, or asks for another token",
      "5:there is no such data directory",
      "70:a fault of this program"
    },
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} fsck",
      "  ${ROOT-COMMAND-NAME} fsck --data /var/lib/tagledger",
      "  ${ROOT-COMMAND-NAME} fsck --url https://tagledger.example --json"
    })
final class FsckCommand implements Callable<Integer> {

  private static final String URL = "TAGLEDGER_URL";

  @Spec private @Nullable CommandSpec spec;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Unmatched private List<String> settings = new ArrayList<>();

  @Option(names = "--json", description = "Print what the service would answer.")
  private boolean json;

  @Option(
      names = "--url",
      paramLabel = "URL",
      converter = ServiceUrl.class,
      description = {"The service to ask.", "Default: $TAGLEDGER_URL, else none is asked."})
  private @Nullable URI url;

  @Mixin private TokenOptions token = new TokenOptions();

  @Mixin private Verbosity verbosity = new Verbosity();

  @Override
  public Integer call() {
    boolean given = database.areGiven(settings);
    if (given && url != null) {
      throw wrong("--url asks a service, and --data opens a database: give one of them");
    }
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    FsckReport report = json ? new FsckJson(out) : new FsckText(out);
    URI service = given ? null : service();
    if (service == null) {
      open(report);
    } else {
      ask(new Service(service, token::token), report);
    }
    report.end();
    if (report.differences() == 0) {
      return ExitCode.DONE;
    }
    say(
        report.differences() == 1
            ? "1 difference from the log."
            : "%s differences from the log.".formatted(Numbers.of(report.differences())));
    return ExitCode.DIFFERENCES;
  }

  private @Nullable URI service() {
    String variable = System.getenv(URL);
    if (url != null || variable == null || variable.isBlank()) {
      return url;
    }
    try {
      return new ServiceUrl().convert(variable);
    } catch (TypeConversionException e) {
      throw wrong(URL + ": " + e.getMessage());
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(requireNonNull(spec).commandLine(), message);
  }

  private void open(FsckReport report) {
    OfflineDatabase opened;
    try {
      opened = database.opening(settings).existing();
    } catch (NoDatabase e) {
      String address = e.address();
      if (address == null) {
        throw DatabaseOptions.failure(e);
      }
      say(e.getMessage() + " It is asked.");
      ask(new Service(URI.create(address), token::token), report);
      return;
    }
    try (opened) {
      say("Comparing " + opened.name() + " with its log.");
      opened.compare(report::compared, report::differs);
    }
  }

  private void ask(Service service, FsckReport report) {
    say("The service at " + service.at("") + " compares.");
    new Fsck(service, report).run();
  }

  private void say(String line) {
    verbosity.say(requireNonNull(spec).commandLine().getErr(), line);
  }
}
