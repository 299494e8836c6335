package tagledger.app.cli;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tagledger.app.cli.Progress.Unit;

@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    descriptionHeading = "%n",
    description = {
      "Export a store as NDJSON, which 'import' reads: a line for each item and each post, with its"
          + " tags."
    },
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all done",
      "2:wrong usage",
      "3:the service cannot be reached, or broke off",
      "4:the service refused: no such store",
      "5:the file cannot be written",
      "70:a fault of this program"
    },
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} export --store Shoes > shoes.ndjson",
      "  ${ROOT-COMMAND-NAME} export --store Shoes --output shoes.ndjson.gz"
    })
final class ExportCommand implements Callable<Integer> {

  private static final String STANDARD_OUTPUT = "-";

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"-s", "--store"},
      paramLabel = "NAME",
      required = true,
      description = "The store to export.")
  private String store = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = {
        "Where to. Default: standard output.",
        "With .gz at its end it is packed. It is FILE.part until it is whole."
      })
  private String file = STANDARD_OUTPUT;

  @Mixin private ServiceOptions options = new ServiceOptions();

  @Override
  public Integer call() {
    Service service = options.service();
    int source =
        new Stores(service)
            .find(store)
            .orElseThrow(() -> Failure.refused("There is no store '" + store + "'."));
    boolean standard = file.equals(STANDARD_OUTPUT);
    try (Output output = standard ? Output.standard() : Output.file(file);
        Progress progress =
            standard && Terminal.isStandardOutput()
                ? Progress.NONE
                : options.progress("Exporting", Unit.BYTES);
        OnInterrupt interrupt = new OnInterrupt(() -> interrupted(output, progress))) {
      Export export = new Export(service, output, progress);
      export.of(source);
      progress.close();
      options.say(
          requireNonNull(spec).commandLine().getErr(),
          "Exported %s lines (%s) of the store '%s' to %s."
              .formatted(
                  Numbers.of(export.lines()), Numbers.size(export.bytes()), store, output.name()));
    }
    return ExitCode.DONE;
  }

  private static void interrupted(Output output, Progress progress) {
    progress.close();
    output.close();
    System.err.println("Interrupted. " + output.name() + " is not whole.");
  }
}
