package tagledger.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tagledger.app.cli.ProjectionStatus.Figures;

@Command(
    name = "projections",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    descriptionHeading = "%n",
    description =
        "List the projections: which generation serves, how far it is, what is being built.",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all done",
      "2:wrong usage",
      "3:the service cannot be reached, or broke off",
      "4:the service refused",
      "70:a fault of this program"
    })
final class ProjectionsCommand implements Callable<Integer> {

  static final String PATH = "/projections";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String LINE = "%-12s %10s %14s %12s %12s";

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--json", description = "Print what the service said, as it came.")
  private boolean json;

  @Mixin private ServiceOptions options = new ServiceOptions();

  @Override
  public Integer call() {
    HttpResponse<byte[]> answer = options.service().get(PATH, PATIENCE);
    List<ProjectionStatus> projections = ProjectionStatus.allOf(answer);
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    if (json) {
      out.println(new String(answer.body(), UTF_8));
    } else {
      out.println(LINE.formatted("NAME", "GENERATION", "POSITION", "LAG", "DEAD LETTERS"));
      projections.forEach(each -> print(each, out));
    }
    out.flush();
    return ExitCode.DONE;
  }

  private static void print(ProjectionStatus projection, PrintWriter out) {
    Figures serving = projection.serving();
    out.println(line(projection.name(), serving, Numbers.of(projection.deadLetters())));
    Figures building = projection.building();
    if (building != null) {
      out.println(line("  building", building, "").stripTrailing());
    }
    String error = projection.error();
    if (error != null) {
      out.println("  error: " + error);
    }
  }

  private static String line(String name, Figures figures, String deadLetters) {
    return LINE.formatted(
        name,
        figures.generation(),
        Numbers.of(figures.position()),
        Numbers.of(figures.lag()),
        deadLetters);
  }
}
