package tagledger.app.imports;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tagledger.api.Imported;
import tagledger.api.Imported.Refused;
import tagledger.app.imports.ImportReport.State;

/** Counts what an import comes to. Safe for all threads. */
final class Tally {

  private static final int MAX_KINDS = 100;
  private static final String OTHER_KINDS = "other";

  private final ImportOptions options;
  private final AtomicLong bytes;
  private final Instant startedAt = Instant.now();
  private final Map<String, Long> skipped = new TreeMap<>();
  private final List<Refused> errors = new ArrayList<>();

  /** Only a dry run meets a new tag more than once. */
  private final Set<String> dryTags = new HashSet<>();

  private State state = State.RUNNING;
  private @Nullable String format;
  private long items;
  private long posts;
  private long tags;
  private long links;
  private long unlinked;
  private long changed;
  private long unchanged;
  private long rows;
  private long bad;
  private boolean visible = true;
  private @Nullable Failure failure;
  private @Nullable String message;
  private @Nullable Instant finishedAt;
  private @Nullable Long position;

  /**
   * @param bytes how much of the file was read
   */
  Tally(ImportOptions options, AtomicLong bytes) {
    this.options = options;
    this.bytes = bytes;
  }

  synchronized void reads(String knownFormat) {
    format = knownFormat;
  }

  /**
   * @param rowsSoFar of which some may make up one thing together
   */
  synchronized void read(long rowsSoFar) {
    rows = rowsSoFar;
  }

  synchronized void bad(Refused row) {
    bad++;
    if (errors.size() < ImportReport.MAX_ERRORS) {
      errors.add(row);
    }
  }

  synchronized void skipped(String kind) {
    boolean isShown = skipped.containsKey(kind) || skipped.size() < MAX_KINDS;
    skipped.merge(isShown ? kind : OTHER_KINDS, 1L, Long::sum);
  }

  /** A dry run's row about a thing of which an earlier one tells. */
  synchronized void changed() {
    changed++;
  }

  synchronized void add(Imported outcome, long reached) {
    items += outcome.items();
    posts += outcome.posts();
    links += outcome.linked();
    unlinked += outcome.unlinked();
    changed += outcome.changed();
    unchanged += outcome.unchanged();
    outcome.refused().forEach(this::bad);
    if (options.dryRun()) {
      dryTags.addAll(outcome.tags());
      tags = dryTags.size();
    } else {
      tags += outcome.tags().size();
      boolean wrote =
          outcome.items() + outcome.posts() + outcome.tags().size() + outcome.changed() > 0;
      position = wrote ? Long.valueOf(reached) : position;
    }
  }

  synchronized boolean hasBadRows() {
    return bad > 0;
  }

  synchronized void visible(boolean isVisible) {
    visible = isVisible;
  }

  /** Whether all that was written can be read. */
  synchronized boolean isVisible() {
    return visible;
  }

  synchronized void done() {
    end(State.DONE);
  }

  synchronized void failed(Failure how, @Nullable String why) {
    failure = how;
    message = why;
    end(State.FAILED);
  }

  synchronized @Nullable Failure failure() {
    return failure;
  }

  private void end(State ended) {
    state = ended;
    finishedAt = Instant.now();
  }

  synchronized ImportReport report() {
    Instant until = finishedAt == null ? Instant.now() : finishedAt;
    double seconds = Math.max(0.001, Duration.between(startedAt, until).toNanos() / 1e9);
    List<Refused> byLine = new ArrayList<>(errors);
    byLine.sort(Comparator.comparingLong(Refused::line));
    return new ImportReport(
        options.id(),
        options.store().value(),
        state,
        format,
        options.atomic(),
        options.dryRun(),
        items,
        posts,
        tags,
        links,
        unlinked,
        changed,
        unchanged,
        rows,
        skipped.values().stream().mapToLong(Long::longValue).sum(),
        new TreeMap<>(skipped),
        bad,
        byLine,
        message,
        bytes.get(),
        options.totalBytes(),
        Math.round(10 * rows / seconds) / 10.0,
        secondsLeft(seconds),
        startedAt,
        finishedAt,
        position);
  }

  private @Nullable Double secondsLeft(double seconds) {
    Long total = options.totalBytes();
    long read = bytes.get();
    return total == null || read == 0 || state != State.RUNNING
        ? null
        : Math.round(10 * seconds * (total - read) / read) / 10.0;
  }
}
