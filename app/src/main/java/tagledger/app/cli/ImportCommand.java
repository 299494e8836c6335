package tagledger.app.cli;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.UUID;
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

@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    descriptionHeading = "%n",
    description = {
      "Import a file into a store: a CSV (also Shopify's product export), a WordPress export (WXR)"
          + " or NDJSON as 'export' writes it."
    },
    parameterListHeading = "%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all done",
      "1:done, but some rows were bad",
      "2:wrong usage",
      "3:the service cannot be reached, or broke off",
      "4:the service refused: nothing could be read, a bad row with --atomic, no such store",
      "5:the file cannot be read",
      "70:a fault of this program"
    },
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} import products.csv --store Shoes",
      "  ${ROOT-COMMAND-NAME} import blog.xml.gz --store Blog --dry-run",
      "  ${ROOT-COMMAND-NAME} import products.csv --store Shoes --atomic",
      "  cat rows | ${ROOT-COMMAND-NAME} import - -f ndjson -s Shoes --json"
    })
final class ImportCommand implements Callable<Integer> {

  private static final Pattern IMPORT_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Duration SILENCE = Duration.ofSeconds(60);

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description = {
        "What is imported, or - for standard input.",
        "With .gz at its end it is unpacked while it is sent."
      })
  private String file = "";

  @Option(
      names = {"-s", "--store"},
      paramLabel = "NAME",
      required = true,
      description = "The store to import into. It is made where there is none of that name.")
  private String store = "";

  @Option(names = "--existing", description = "Make no store: without one of that name, fail.")
  private boolean existing;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = {
        "csv, wxr or ndjson.",
        "Default: by the extension, .csv, .xml, .wxr, .ndjson or .jsonl."
      })
  private @Nullable Format format;

  @Option(
      names = "--charset",
      paramLabel = "NAME",
      description = "How a CSV is written that is not in UTF-8, such as windows-1252.")
  private @Nullable Charset charset;

  @Option(names = "--atomic", description = "All rows or, where one is bad, none.")
  private boolean atomic;

  @Option(names = "--dry-run", description = "Only tell what would be done.")
  private boolean dryRun;

  @Option(
      names = {"-r", "--reason"},
      paramLabel = "TEXT",
      description = "Why. It is kept with every change.")
  private @Nullable String reason;

  @Option(
      names = "--import-id",
      paramLabel = "ID",
      description = "The import's id, for GET /import/ID. Default: a random one.")
  private @Nullable String importId;

  @Option(names = "--json", description = "Print the report as the service gave it.")
  private boolean json;

  @Mixin private ServiceOptions options = new ServiceOptions();

  @Override
  public Integer call() {
    ImportOrder order = order();
    Source source = Source.of(file);
    Service service = options.service();
    int target = target(new Stores(service));
    ImportReport report;
    try (Progress progress = options.progress(dryRun ? "Checking" : "Importing", Unit.BYTES);
        OnInterrupt interrupt = new OnInterrupt(() -> interrupted(service, order, progress))) {
      Import run = new Import(service, order, source, progress, SILENCE);
      if (importId != null && run.find().isPresent()) {
        throw Failure.refused("There is an import " + importId + " already. Choose another id.");
      }
      report = run.into(target);
    }
    print(report, source, service.at(order.path()).toString());
    return exitCode(report, service.at(order.path()).toString());
  }

  /** Says at once what is wrong with the arguments, before the service is asked. */
  private ImportOrder order() {
    Format known = format == null ? Format.of(file).orElse(null) : format;
    if (known == null) {
      throw wrong(
          file.equals(Source.STANDARD_INPUT)
              ? "Standard input needs a --format: csv, wxr or ndjson"
              : "The extension of " + file + " tells no format: add --format csv, wxr or ndjson");
    }
    if (charset != null && known != Format.CSV) {
      throw wrong("--charset is for CSV: " + known + " says itself how it is written");
    }
    if (importId != null && !IMPORT_ID.matcher(importId).matches()) {
      throw wrong("--import-id takes 1 to 64 letters, digits, '.', '_' and '-'");
    }
    String id = importId == null ? UUID.randomUUID().toString() : importId;
    return new ImportOrder(id, known, charset, atomic, dryRun, reason);
  }

  private int target(Stores stores) {
    OptionalInt found = stores.find(store);
    if (found.isPresent()) {
      return found.getAsInt();
    }
    if (existing || dryRun) {
      throw Failure.refused(
          "There is no store '%s'.%n%s"
              .formatted(
                  store,
                  existing
                      ? "Without --existing it is made."
                      : "A dry run makes none. Name one that exists, or import without --dry-run."));
    }
    OptionalInt made = stores.create(store);
    if (made.isEmpty()) {
      return stores.find(store).orElseThrow();
    }
    options.say(err(), "Made the store '%s' (id %d).".formatted(store, made.getAsInt()));
    return made.getAsInt();
  }

  private void interrupted(Service service, ImportOrder order, Progress progress) {
    progress.close();
    err()
        .println(
            dryRun
                ? "Interrupted. A dry run writes nothing."
                : "Interrupted. What the service had acknowledged stays; how far it came: GET "
                    + service.at(order.path()));
    err().flush();
  }

  private void print(ImportReport report, Source source, String url) {
    if (json) {
      Output.standard().write(report.raw(), report.raw().length);
      return;
    }
    String title =
        "%s %s %s store '%s'"
            .formatted(
                report.isDryRun() ? "Would import" : report.isDone() ? "Imported" : "Read",
                source.name(),
                report.isDone() ? "into" : "for",
                store);
    new ReportText(out()).print(report, title, url);
  }

  private int exitCode(ImportReport report, String url) {
    if (report.isDone()) {
      return report.count("bad") > 0 ? ExitCode.BAD_ROWS : ExitCode.DONE;
    }
    String message = report.message();
    String text = message == null ? "The import " + report.state() + "." : message;
    throw report.state().equals("failed")
        ? Failure.refused(text)
        : Failure.unreachable(text + "\nWhat was acknowledged stays: GET " + url, null);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec().commandLine(), message);
  }

  private PrintWriter out() {
    return spec().commandLine().getOut();
  }

  private PrintWriter err() {
    return spec().commandLine().getErr();
  }

  private CommandSpec spec() {
    return requireNonNull(spec);
  }
}
