package tagledger.app.cli;

import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** All commands. Without one the program is the service, and this is never asked. */
@Command(
    name = "java -jar tagledger.jar",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      ImportCommand.class,
      ExportCommand.class,
      ProjectionsCommand.class,
      RebuildCommand.class,
      FsckCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      HelpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    descriptionHeading = "%n",
    description = {
      "A catalogue of stores, items, posts and tags that forgets nothing.",
      "",
      "Without a command it is the service itself, on http://localhost:8080 or where"
          + " --server.port=9000 and the like say. A command speaks to a service that runs,"
          + " or opens the database of one that does not."
    },
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Examples:",
      "  java -jar tagledger.jar",
      "  java -jar tagledger.jar import products.csv --store Shoes",
      "  java -jar tagledger.jar export --store Shoes --output shoes.ndjson.gz",
      "  java -jar tagledger.jar rebuild catalogue",
      "  java -jar tagledger.jar fsck",
      "  java -jar tagledger.jar backup tagledger.backup",
      "  java -jar tagledger.jar restore tagledger.backup --data /var/lib/tagledger"
    })
public final class Tagledger {

  private static final Set<String> OPTIONS = Set.of("-h", "--help", "-V", "--version");

  private Tagledger() {}

  /**
   * Whether these arguments are a command, or what should be one, and not the service's options.
   */
  public static boolean isMeantBy(String... arguments) {
    if (arguments.length == 0 || arguments[0].isBlank()) {
      return false;
    }
    return !arguments[0].startsWith("-") || OPTIONS.contains(arguments[0]);
  }

  /** Answers the exit code. */
  public static int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  static CommandLine commandLine() {
    Errors errors = new Errors();
    return new CommandLine(new Tagledger())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
  }
}
