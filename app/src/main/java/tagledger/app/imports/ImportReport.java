package tagledger.app.imports;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tagledger.api.Imported.Refused;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What is shown of an import, while it runs and ever after.
 *
 * @param format absent until it is known
 * @param links how many pairs were linked
 * @param rows how many were read, of which some may make up one thing together
 * @param bad how many rows were left out for a fault
 * @param errors the first {@link #MAX_ERRORS} of them
 * @param message where it failed: why, and what to do
 * @param position of its last event, where it has one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonNaming(SnakeCaseStrategy.class)
public record ImportReport(
    String id,
    int storeId,
    State state,
    @Nullable String format,
    boolean atomic,
    boolean dryRun,
    long items,
    long posts,
    long tags,
    long links,
    long unlinked,
    long changed,
    long unchanged,
    long rows,
    long skipped,
    Map<String, Long> skippedKinds,
    long bad,
    List<Refused> errors,
    @Nullable String message,
    long bytes,
    @Nullable Long totalBytes,
    double rowsPerSecond,
    @Nullable Double secondsLeft,
    Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable Long position) {

  /** How many bad rows are listed. */
  static final int MAX_ERRORS = 1_000;

  /** How an import stands. */
  public enum State {
    RUNNING,
    DONE,
    /** It ended early; what it had written by then stays. */
    FAILED,
    /** Its node is gone; what it had written by then stays. */
    INTERRUPTED;

    @JsonValue
    String shown() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @JsonIgnore
  public boolean isOver() {
    return state != State.RUNNING;
  }

  /** Whether there is a change that it made. */
  @JsonIgnore
  public boolean hasChangedAnything() {
    return !dryRun && items + posts + tags + links + unlinked + changed > 0;
  }

  ImportReport interrupted() {
    return new ImportReport(
        id,
        storeId,
        State.INTERRUPTED,
        format,
        atomic,
        dryRun,
        items,
        posts,
        tags,
        links,
        unlinked,
        changed,
        unchanged,
        rows,
        skipped,
        skippedKinds,
        bad,
        errors,
        "The service stopped while it ran. What it had written stays: import the file again to bring"
            + " in the rest.",
        bytes,
        totalBytes,
        rowsPerSecond,
        null,
        startedAt,
        finishedAt,
        position);
  }
}
