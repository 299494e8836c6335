package tagledger.app.cli;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;
import picocli.CommandLine.UnmatchedArgumentException;
import tagledger.app.offline.NoDatabase;
import tagledger.app.offline.Opening;

/** What every command takes that opens the database by itself. */
final class DatabaseOptions {

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "The data directory of a service that does not run.",
        "Default: as for the service, ./data. So are all its settings, such as"
            + " --spring.datasource.url=URL."
      })
  private @Nullable Path data;

  @Unmatched private List<String> settings = new ArrayList<>();

  /** Whether the user said which database. */
  boolean areGiven() {
    return data != null || !settings().isEmpty();
  }

  Opening opening() {
    return new Opening(data, settings());
  }

  /** What the service takes as well. */
  private List<String> settings() {
    CommandLine line = requireNonNull(command).commandLine();
    List<String> unknown =
        settings.stream()
            .filter(each -> !each.startsWith("--spring.") && !each.startsWith("--tagledger."))
            .toList();
    if (!unknown.isEmpty()) {
      throw new UnmatchedArgumentException(line, unknown);
    }
    return settings;
  }

  static Failure failure(NoDatabase noDatabase) {
    String message = String.valueOf(noDatabase.getMessage());
    return switch (noDatabase.why()) {
      case IN_USE -> Failure.refused(message, noDatabase);
      case MISSING -> Failure.file(message, noDatabase);
      case UNAVAILABLE -> Failure.unreachable(message, noDatabase);
    };
  }
}
