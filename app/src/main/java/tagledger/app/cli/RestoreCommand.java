package tagledger.app.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;
import tagledger.app.cli.Progress.Unit;
import tagledger.app.offline.NoDatabase;
import tagledger.app.offline.OfflineDatabase;
import tagledger.app.offline.Opening;

@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    descriptionHeading = "%n",
    description = {
      "Restore a file that 'backup' wrote into a new data directory, or an empty database of your"
          + " own, with no service running on it: all of it or nothing."
    },
    parameterListHeading = "%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all done",
      "2:wrong usage",
      "3:the database cannot be reached, or not be used by this version",
      "4:refused: the database has a log already, or a service has the data directory",
      "5:the file cannot be read, or is no whole backup",
      "70:a fault of this program"
    },
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} restore tagledger.backup --data /var/lib/tagledger",
      "  ${ROOT-COMMAND-NAME} restore tagledger.backup --spring.datasource.url=jdbc:postgresql://…"
    })
final class RestoreCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "What is restored, or - for standard input.")
  private String file = "";

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Unmatched private List<String> settings = new ArrayList<>();

  @Mixin private Verbosity verbosity = new Verbosity();

  @Override
  public Integer call() {
    Opening opening = database.opening(settings);
    try (BackupFile in = BackupFile.named(file);
        OfflineDatabase opened = opening.existingOrNew();
        Progress progress = verbosity.progress("Restoring", Unit.BYTES);
        OnInterrupt interrupt = new OnInterrupt(() -> interrupted(progress))) {
      long position =
          opened.restore(
              in,
              reached ->
                  progress.show(in.taken(), in.size(), null, Numbers.of(reached) + " events"));
      progress.close();
      verbosity.say(
          err(),
          "Restored %s events from %s into %s.%nStart the service on it next: it builds from them all that is read."
              .formatted(Numbers.of(position), in.name(), opened.name()));
      return ExitCode.DONE;
    } catch (NoDatabase e) {
      throw DatabaseOptions.failure(e);
    } catch (OfflineDatabase.NotRestored e) {
      String message = e.getMessage() + "\nNothing was restored.";
      throw e.isFileAtFault() ? Failure.file(message, e) : Failure.refused(message, e);
    } catch (IOException e) {
      throw BackupFile.unreadable(file, e);
    }
  }

  private void interrupted(Progress progress) {
    progress.close();
    err().println("Interrupted. Nothing was restored.");
    err().flush();
  }

  private PrintWriter err() {
    return requireNonNull(spec).commandLine().getErr();
  }
}
