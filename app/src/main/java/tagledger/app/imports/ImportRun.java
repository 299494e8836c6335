package tagledger.app.imports;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tagledger.api.Imported.Refused;
import tagledger.api.Rejection;
import tagledger.api.Row;
import tagledger.api.Unavailable;
import tagledger.api.UnknownEvent;
import tagledger.app.limits.BodyRefused;

/**
 * One import: reads a file and has its rows written, chunk by chunk while it reads on, or all at
 * once where it is all or nothing. For one thread.
 */
final class ImportRun {

  static final int MAX_ATOMIC_ROWS = 100_000;
  static final int MAX_ATOMIC_CHARACTERS = 32 * 1024 * 1024;

  /** What goes in one command: few enough that others do not wait for long. */
  private static final int ROWS_IN_A_CHUNK = 1_000;

  private static final int POSTS_IN_A_CHUNK = 200;
  private static final int CHARACTERS_IN_A_CHUNK = 2 * 1024 * 1024;

  private static final Logger log = LoggerFactory.getLogger(ImportRun.class);

  private static final class Refusal extends Exception {
    Refusal(String why) {
      super(why);
    }
  }

  private final ImportOptions options;
  private final Tally tally;
  private final ChunkWriter writer;

  /** Only a dry run must know which things it has met. */
  private final MetThings met = new MetThings();

  private Chunk chunk = new Chunk();

  ImportRun(ImportOptions options, RowSender sender, Tally tally) {
    this.options = options;
    this.tally = tally;
    this.writer = new ChunkWriter(options, sender, tally);
  }

  /** Returns when all that is written can be read, or the read model is too late; never throws. */
  void run(InputStream file) {
    try {
      try {
        read(file);
      } finally {
        tally.visible(writer.isLastVisible());
      }
      tally.done();
    } catch (UnreadableFile e) {
      tally.failed(Failure.UNREADABLE, "Line " + e.line() + ": " + e.getMessage());
    } catch (Refusal e) {
      tally.failed(Failure.REFUSED, e.getMessage());
    } catch (BodyRefused e) {
      tally.failed(
          Failure.CUT_SHORT,
          e.getMessage()
              + " What is counted here stays: import the file again to bring in the rest.");
    } catch (IOException e) {
      log.debug("The upload of import {} broke off", options.id(), e);
      tally.failed(
          Failure.CUT_SHORT,
          "The upload ended before its end. What is counted here stays: import the file again to"
              + " bring in the rest.");
    } catch (Rejection e) {
      tally.failed(Failure.STORE_GONE, "The store was deleted while the import ran.");
    } catch (Unavailable e) {
      log.warn("Import {} gave up: {}", options.id(), e.getMessage());
      tally.failed(
          Failure.UNAVAILABLE,
          "The database could not be reached for "
              + ChunkWriter.PATIENCE.toSeconds()
              + " s. What is counted here stays: import the file again to bring in the rest.");
    } catch (UnknownEvent e) {
      log.warn("Import {} gave up: {}", options.id(), e.getMessage());
      tally.failed(Failure.TOO_OLD, e.getMessage() + " What is counted here stays.");
    } catch (RuntimeException | Error e) {
      log.error("Import {} failed", options.id(), e);
      tally.failed(
          Failure.FAULT,
          "The service failed, and its log says why. What is counted here stays: import the file"
              + " again to bring in the rest.");
    }
  }

  private void read(InputStream file) throws IOException, UnreadableFile, Refusal {
    try (RowReader reader = options.type().open(file, options.charset())) {
      tally.reads(reader.format());
      if (options.atomic()) {
        readAll(reader);
      } else {
        readInChunks(reader);
      }
    }
  }

  /** What comes before a place from which on nothing can be read is written all the same. */
  private void readInChunks(RowReader reader) throws IOException, UnreadableFile {
    try {
      for (Row row = next(reader); row != null; row = next(reader)) {
        if (options.dryRun() && row instanceof Row.OfThing thing && met.isInEarlierChunk(thing)) {
          tally.changed();
        } else {
          chunk.add(row);
        }
        if (isFull(chunk)) {
          write();
        }
      }
      write();
    } catch (UnreadableFile e) {
      write();
      throw e;
    } finally {
      writer.settle();
    }
  }

  private void readAll(RowReader reader) throws IOException, UnreadableFile, Refusal {
    for (Row row = next(reader); row != null; row = next(reader)) {
      if (!tally.hasBadRows()) {
        chunk.add(row);
      }
      if (chunk.rows().size() > MAX_ATOMIC_ROWS || chunk.size() > MAX_ATOMIC_CHARACTERS) {
        throw new Refusal(
            "All or nothing is for up to %d rows and %d million characters. Nothing was written: import the file without atomic."
                .formatted(MAX_ATOMIC_ROWS, MAX_ATOMIC_CHARACTERS / 1_000_000));
      }
    }
    if (!tally.hasBadRows()) {
      writer.writeAllOrNothing(chunk.rows()).forEach(tally::bad);
    }
    if (tally.hasBadRows()) {
      throw new Refusal("It is all or nothing, and there are bad rows: nothing was written.");
    }
  }

  /** The next good row, when what comes before it is counted. */
  private @Nullable Row next(RowReader reader) throws IOException, UnreadableFile {
    for (Found found = reader.next(); found != null; found = reader.next()) {
      tally.read(reader.rows());
      switch (found) {
        case Found.Good good -> {
          return good.row();
        }
        case Found.Bad bad -> tally.bad(new Refused(bad.line(), bad.reason()));
        case Found.Skipped skipped -> tally.skipped(skipped.kind());
      }
    }
    tally.read(reader.rows());
    return null;
  }

  private static boolean isFull(Chunk chunk) {
    return chunk.rows().size() >= ROWS_IN_A_CHUNK
        || chunk.posts() >= POSTS_IN_A_CHUNK
        || chunk.size() >= CHARACTERS_IN_A_CHUNK;
  }

  private void write() {
    writer.write(chunk.rows());
    chunk = new Chunk();
    met.endChunk();
  }
}
