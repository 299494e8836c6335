package tagledger.app.cli;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tagledger.app.cli.Progress.Unit;

@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    descriptionHeading = "%n",
    description = {
      "Back up the log of a service, which goes on serving meanwhile: every event, from which"
          + " 'restore' makes the same service again."
    },
    parameterListHeading = "%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all done",
      "2:wrong usage",
      "3:the service cannot be reached, or broke off",
      "4:the service refused: it is giving out a backup already",
      "5:the file cannot be written",
      "70:a fault of this program"
    },
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} backup tagledger.backup",
      "  ${ROOT-COMMAND-NAME} backup - --url https://tagledger.example | ssh safe 'cat > tagledger.backup'"
    })
final class BackupCommand implements Callable<Integer> {

  private static final String STANDARD_OUTPUT = "-";

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description = {
        "Where to, or - for standard output.",
        "It is compressed already. It is FILE.part until it is whole."
      })
  private String file = "";

  @Mixin private ServiceOptions options = new ServiceOptions();

  @Override
  public Integer call() {
    Service service = options.service();
    boolean standard = file.equals(STANDARD_OUTPUT);
    try (Output output = standard ? Output.standard() : Output.unpackedFile(file);
        Progress progress = options.progress("Backing up", Unit.BYTES);
        OnInterrupt interrupt = new OnInterrupt(() -> interrupted(output, progress))) {
      Backup backup = new Backup(service, output, progress);
      backup.take();
      progress.close();
      String events =
          backup.position().isPresent()
              ? "%s events, up to position %d,"
                  .formatted(
                      Numbers.of(backup.position().getAsLong()), backup.position().getAsLong())
              : "the log";
      options.say(
          requireNonNull(spec).commandLine().getErr(),
          "Backed up %s of %s to %s (%s).%nIts SHA-256 is %s"
              .formatted(
                  events,
                  service.at(""),
                  output.name(),
                  Numbers.size(backup.bytes()),
                  backup.digest()));
    }
    return ExitCode.DONE;
  }

  private static void interrupted(Output output, Progress progress) {
    progress.close();
    output.close();
    System.err.println("Interrupted. " + output.name() + " is not whole.");
  }
}
