package tagledger.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tagledger.bench.system.Database;

/** What is kept of a run: a page of Markdown. */
public final class Results {

  private final Circumstances circumstances = Circumstances.now();
  private final List<String> about = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<Bound> bounds = new ArrayList<>();
  private final List<String> sections = new ArrayList<>();
  private String plot = "";

  /** On what it is measured; the first that is told of stands for all. */
  public List<String> about(Database database, List<String> javaOptions)
      throws IOException, InterruptedException {
    if (about.isEmpty()) {
      about.addAll(circumstances.describe(database, javaOptions));
    }
    return about;
  }

  /** Something to be known, such as what was left out. */
  public void note(String line) {
    notes.add(line);
  }

  public void add(Bound bound) {
    bounds.add(bound);
  }

  /** A heading and what stands under it. */
  public void add(String heading, List<String> lines) {
    sections.add("## " + heading + "\n\n" + String.join("\n", lines) + "\n");
  }

  /** As SVG. */
  public void plot(String svg) {
    plot = svg;
  }

  public String markdown() {
    return Stream.of(
            Stream.of("# How fast it is", ""),
            Stream.concat(about.stream(), notes.stream()).map(line -> "- " + line),
            Stream.of("", "## What was asked", ""),
            Stream.of("| | asked | reached | |", "|---|--:|--:|---|"),
            bounds.stream().filter(Bound::isMeasured).map(Bound::row),
            notMeasured(),
            Stream.of("", plot.isEmpty() ? "" : "![rates](bench.svg)\n"),
            sections.stream())
        .flatMap(each -> each)
        .collect(Collectors.joining("\n"));
  }

  private Stream<String> notMeasured() {
    long count = bounds.stream().filter(bound -> !bound.isMeasured()).count();
    return count == 0
        ? Stream.empty()
        : Stream.of("", "%d more were not measured in this run.".formatted(count));
  }

  public Path write(Path directory) throws IOException {
    Files.createDirectories(directory);
    if (!plot.isEmpty()) {
      Files.writeString(directory.resolve("bench.svg"), plot);
    }
    return Files.writeString(directory.resolve("bench.md"), markdown());
  }
}
