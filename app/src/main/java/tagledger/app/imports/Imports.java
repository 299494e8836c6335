package tagledger.app.imports;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tagledger.api.Command.ImportRows.Extent;
import tagledger.api.ImportLedger;
import tagledger.api.Rejection;
import tools.jackson.databind.json.JsonMapper;

/** Runs this node's imports, and tells of those of all nodes. Safe for all threads. */
@Component
public class Imports {

  /** How long a node may say nothing of an import that it runs before it is taken for gone. */
  private static final Duration SILENCE = Duration.ofSeconds(15);

  private static final int SECONDS_BETWEEN_REPORTS = 1;

  private static final Logger log = LoggerFactory.getLogger(Imports.class);

  /**
   * How an import ended.
   *
   * @param failure absent where it did not fail
   * @param isVisible whether all that it has written can be read
   */
  public record Ended(ImportReport report, @Nullable Failure failure, boolean isVisible) {}

  private final RowSender sender;
  private final ImportLedger ledger;
  private final JsonMapper json;
  private final Map<String, Begun> running = new ConcurrentHashMap<>();

  Imports(RowSender sender, ImportLedger ledger, JsonMapper json) {
    this.sender = sender;
    this.ledger = ledger;
    this.json = json;
  }

  /**
   * Gives an import its id.
   *
   * @throws Rejection.NotFound where there is no such store
   * @throws IdTaken where another import has the id
   */
  public Begun begin(ImportOptions options) throws IdTaken {
    ChunkWriter.join(sender.send(options, List.of(), Extent.NOTHING));
    Begun begun = new Begun(options);
    if (!ledger.begin(options.id(), options.store(), write(begun.report()))) {
      throw new IdTaken(options.id());
    }
    running.put(options.id(), begun);
    return begun;
  }

  /** An import as it stands, wherever it runs or ran; nothing where there is none of that id. */
  public @Nullable ImportReport find(String id) {
    Begun here = running.get(id);
    if (here != null) {
      return here.report();
    }
    ImportLedger.Entry entry = ledger.find(id);
    if (entry == null) {
      return null;
    }
    ImportReport report = json.readValue(entry.report(), ImportReport.class);
    boolean isGone = !entry.finished() && entry.silentFor().compareTo(SILENCE) > 0;
    return isGone ? report.interrupted() : report;
  }

  /** Returns after a second, or sooner where the import ends here. */
  public void awaitNews(String id) throws InterruptedException {
    Begun here = running.get(id);
    if (here == null) {
      TimeUnit.SECONDS.sleep(SECONDS_BETWEEN_REPORTS);
    } else {
      here.awaitEnd();
    }
  }

  private void tell(ImportReport report) {
    try {
      ledger.tell(report.id(), write(report), report.isOver());
    } catch (RuntimeException e) {
      log.warn("What import {} came to could not be told: {}", report.id(), e.getMessage());
    }
  }

  private String write(ImportReport report) {
    return json.writeValueAsString(report);
  }

  /** An import that has its id, and runs once. */
  public final class Begun {
    private final ImportOptions options;
    private final AtomicLong bytes = new AtomicLong();
    private final Tally tally;
    private final CompletableFuture<Ended> end = new CompletableFuture<>();

    private Begun(ImportOptions options) {
      this.options = options;
      this.tally = new Tally(options, bytes);
    }

    public ImportReport report() {
      return tally.report();
    }

    /** Has that done when it is over, in whatever way. */
    public void whenOver(Runnable then) {
      end.whenComplete((ended, never) -> then.run());
    }

    /** Returns when it is over, in whatever way, and every node can tell of it. */
    public Ended run(InputStream file) {
      Thread.ofVirtual().name("import-" + options.id()).start(this::tellUntilItEnds);
      new ImportRun(options, sender, tally).run(new CountingStream(file, bytes));
      return end();
    }

    /** Gives it up before it has run. */
    public void abandon(String why) {
      tally.failed(Failure.CUT_SHORT, why);
      end();
    }

    private Ended end() {
      Ended ended = new Ended(tally.report(), tally.failure(), tally.isVisible());
      end.complete(ended);
      tell(ended.report());
      running.remove(options.id());
      return ended;
    }

    private void tellUntilItEnds() {
      try {
        while (!awaitEnd()) {
          ImportReport report = report();
          if (!report.isOver()) {
            tell(report);
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private boolean awaitEnd() throws InterruptedException {
      try {
        end.get(SECONDS_BETWEEN_REPORTS, TimeUnit.SECONDS);
        return true;
      } catch (TimeoutException e) {
        return false;
      } catch (ExecutionException e) {
        throw new IllegalStateException("An import's end is told, not thrown", e);
      }
    }
  }
}
