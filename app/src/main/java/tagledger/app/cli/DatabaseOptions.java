package tagledger.app.cli;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
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

  /**
   * Whether the user said which database.
   *
   * @param unmatched what else is on the command line
   */
  boolean areGiven(List<String> unmatched) {
    return data != null || !settings(unmatched).isEmpty();
  }

  Opening opening(List<String> unmatched) {
    return new Opening(data, settings(unmatched));
  }

  /** What the service takes as well. Picocli takes no unmatched arguments into a mixin. */
  private List<String> settings(List<String> unmatched) {
    List<String> unknown =
        unmatched.stream()
            .filter(each -> !each.startsWith("--spring.") && !each.startsWith("--tagledger."))
            .toList();
    if (!unknown.isEmpty()) {
      throw new UnmatchedArgumentException(requireNonNull(command).commandLine(), unknown);
    }
    return unmatched;
  }

  static Failure failure(NoDatabase noDatabase) {
    String message = String.valueOf(noDatabase.getMessage());
    return switch (noDatabase.why()) {
      case IN_USE ->
          Failure.refused(
              message + "\nStop that process, or name another directory with --data.", noDatabase);
      case MISSING -> Failure.file(message, noDatabase);
      case UNAVAILABLE -> Failure.unreachable(message, noDatabase);
    };
  }
}
