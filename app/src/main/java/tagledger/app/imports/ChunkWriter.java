package tagledger.app.imports;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tagledger.api.Command.ImportRows.Extent;
import tagledger.api.Imported;
import tagledger.api.Row;
import tagledger.api.Unavailable;
import tagledger.app.imports.RowSender.Sent;

/**
 * Has rows written, one chunk after the other, and keeps the read model not far behind. For one
 * thread.
 */
final class ChunkWriter {

  /** A database that restarts is waited for. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How far the read model may stay behind: whoever else writes waits for what comes before. */
  private static final int CHUNKS_NOT_YET_VISIBLE = 3;

  private static final int MILLISECONDS_BETWEEN_TRIES = 500;

  private record UnderWay(List<Row> rows, CompletableFuture<Sent> sent) {}

  private final ImportOptions options;
  private final RowSender sender;
  private final Tally tally;
  private final Queue<Long> notYetVisible = new ArrayDeque<>();
  private boolean readModelIsLate;
  private @Nullable Long lastPosition;
  private @Nullable UnderWay underWay;

  ChunkWriter(ImportOptions options, RowSender sender, Tally tally) {
    this.options = options;
    this.sender = sender;
    this.tally = tally;
  }

  /** Returns when those before are written; these are decided while the caller goes on. */
  void write(List<Row> rows) {
    settle();
    if (!rows.isEmpty()) {
      underWay = new UnderWay(rows, sender.send(options, rows, extent()));
    }
  }

  /** Returns when all are written, and counted. */
  void settle() {
    if (underWay == null) {
      return;
    }
    UnderWay one = underWay;
    underWay = null;
    Sent sent;
    try {
      sent = join(one.sent);
    } catch (Unavailable e) {
      sent = sendWithPatience(one.rows, extent());
    }
    count(sent);
  }

  /** Writes all of these or, where one is refused, none; answers what is refused. */
  List<Imported.Refused> writeAllOrNothing(List<Row> rows) {
    Extent extent = options.dryRun() ? Extent.NOTHING : Extent.ALL_OR_NOTHING;
    Sent sent = sendWithPatience(rows, extent);
    if (sent.outcome().refused().isEmpty()) {
      count(sent);
    }
    return sent.outcome().refused();
  }

  /** What comes last is waited for longer, unless the read model stands still. */
  boolean isLastVisible() {
    Long last = lastPosition;
    if (last == null) {
      return true;
    }
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!sender.await(last)) {
      if (readModelIsLate || System.nanoTime() - until > 0) {
        return false;
      }
    }
    return true;
  }

  private void count(Sent sent) {
    tally.add(sent.outcome(), sent.position());
    if (!options.dryRun()) {
      lastPosition = sent.position();
      notYetVisible.add(sent.position());
      if (notYetVisible.size() > CHUNKS_NOT_YET_VISIBLE) {
        awaitVisible();
      }
    }
  }

  /** A read model that is late is not waited for again: it may stand still. */
  private void awaitVisible() {
    if (readModelIsLate || !sender.await(notYetVisible.remove())) {
      readModelIsLate = true;
      notYetVisible.clear();
    }
  }

  /** Rows may be sent again: their keys tell which were written. */
  private Sent sendWithPatience(List<Row> rows, Extent extent) {
    long last = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return join(sender.send(options, rows, extent));
      } catch (Unavailable e) {
        if (System.nanoTime() - last > 0) {
          throw e;
        }
      }
      try {
        TimeUnit.MILLISECONDS.sleep(MILLISECONDS_BETWEEN_TRIES);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Unavailable.nothingDone("The service is stopping.", e);
      }
    }
  }

  private Extent extent() {
    return options.dryRun() ? Extent.NOTHING : Extent.GOOD_ROWS;
  }

  static <T> T join(CompletableFuture<T> sent) {
    try {
      return sent.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
