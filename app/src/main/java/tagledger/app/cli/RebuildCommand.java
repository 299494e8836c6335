package tagledger.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tagledger.app.cli.Progress.Unit;
import tagledger.app.cli.ProjectionStatus.Figures;

@Command(
    name = "rebuild",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    descriptionHeading = "%n",
    description = {
      "Make the tables of a projection anew from the log, beside those that serve, and wait until"
          + " the new ones do. Everything is read and written meanwhile."
    },
    parameterListHeading = "%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all done",
      "2:wrong usage",
      "3:the service cannot be reached, or broke off",
      "4:the service refused: no such projection, or it is being rebuilt already",
      "70:a fault of this program"
    },
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} rebuild catalogue",
      "  ${ROOT-COMMAND-NAME} rebuild history --no-wait",
      "  ${ROOT-COMMAND-NAME} rebuild history --follow"
    })
final class RebuildCommand implements Callable<Integer> {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");
  private static final Duration SILENCE = Duration.ofSeconds(60);

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "Of the projection, as 'projections' lists them.")
  private String name = "";

  @Option(
      names = "--follow",
      description = "Where it is being rebuilt already, wait for that one instead.")
  private boolean follow;

  @Option(names = "--no-wait", description = "Only begin: 'projections' tells how far it is.")
  private boolean noWait;

  @Option(names = "--json", description = "Print what the service said last, as it came.")
  private boolean json;

  @Mixin private ServiceOptions options = new ServiceOptions();

  @Override
  public Integer call() {
    if (!NAME.matcher(name).matches()) {
      throw new ParameterException(
          requireNonNull(spec).commandLine(), "'" + name + "' is no projection's name");
    }
    Rebuild rebuild = new Rebuild(options.service(), name, SILENCE);
    ProjectionStatus begun = rebuild.begin(follow);
    if (noWait) {
      print(begun, "Generation %d of '%s' is being built.".formatted(target(begun), name));
      return ExitCode.DONE;
    }
    Rebuild.Done done;
    try (Progress progress = options.progress("Building", Unit.EVENTS);
        OnInterrupt interrupt = new OnInterrupt(() -> interrupted(progress))) {
      done = rebuild.await(begun, progress, error -> complain(error, progress));
    }
    print(done.status(), summary(done));
    return ExitCode.DONE;
  }

  private static int target(ProjectionStatus begun) {
    Figures building = begun.building();
    return building == null ? begun.serving().generation() : building.generation();
  }

  private String summary(Rebuild.Done done) {
    String serves =
        "Generation %d of '%s' serves: %s events"
            .formatted(done.status().serving().generation(), name, Numbers.of(done.events()));
    double seconds = done.time().toMillis() / 1e3;
    return seconds == 0
        ? serves + "."
        : serves
            + String.format(
                Locale.ROOT,
                " in %.1f s, %s a second.",
                seconds,
                Numbers.of(Math.round(done.events() / seconds)));
  }

  private void print(ProjectionStatus status, String text) {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    out.println(json ? new String(status.raw(), UTF_8) : text);
    out.flush();
  }

  /** A bar shows it by itself. */
  private void complain(String error, Progress progress) {
    if (progress == Progress.NONE) {
      options.say(
          requireNonNull(spec).commandLine().getErr(), "It does not go on, but tries: " + error);
    }
  }

  private void interrupted(Progress progress) {
    progress.close();
    System.err.println(
        "Interrupted. The service goes on; to wait for it: rebuild " + name + " --follow");
  }
}
