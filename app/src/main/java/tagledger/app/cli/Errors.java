package tagledger.app.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says on standard error what went wrong: in a line or two, never by a stack trace unasked. */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {

  static final String DEBUG = "--debug";

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    say(command, wrong.getMessage());
    PrintWriter err = command.getErr();
    UnmatchedArgumentException.printSuggestions(wrong, err);
    err.println("For help: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine command, ParseResult arguments) {
    boolean known = exception instanceof Failure;
    say(command, known ? exception.getMessage() : "This should not happen: " + exception);
    if (isDebugging(arguments)) {
      exception.printStackTrace(command.getErr());
    } else if (!known) {
      command.getErr().println("With " + DEBUG + " it tells more.");
    }
    return exception instanceof Failure failure ? failure.exitCode() : ExitCode.BUG;
  }

  private static void say(CommandLine command, @Nullable String message) {
    command.getErr().println(command.getColorScheme().errorText("error: ") + message);
    command.getErr().flush();
  }

  private static boolean isDebugging(ParseResult arguments) {
    return System.getProperty("tagledger.debug") != null
        || arguments.hasMatchedOption(DEBUG)
        || (arguments.hasSubcommand() && isDebugging(arguments.subcommand()));
  }
}
