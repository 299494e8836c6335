package tagledger.command.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tagledger.api.Backup;
import tagledger.command.log.EventReader;
import tagledger.command.log.EventSerializer;
import tagledger.command.log.Head;
import tagledger.command.log.LogSnapshot;
import tagledger.command.log.StoredEvent;

/** The backup's two ways, each in one transaction of its own. */
public final class LogBackup implements Backup {

  private final DataSource database;
  private final EventReader reader;

  /**
   * @param database connections that the lane does not wait for
   */
  public LogBackup(DataSource database, EventSerializer serializer) {
    this.database = database;
    this.reader = new EventReader(serializer);
  }

  @Override
  public long write(OutputStream out, LongConsumer written) throws IOException {
    try (LogSnapshot log = LogSnapshot.open(database)) {
      Head head = log.head();
      try (BackupWriter writer = new BackupWriter(out, Header.of(head))) {
        Sequence sequence = new Sequence();
        log.forEachEvent(
            event -> {
              requireWhole(sequence, event);
              if (isWritten(writer, event)) {
                written.accept(event.position());
              }
            });
        if (sequence.last() != head.position()) {
          throw damaged(sequence.last() + 1);
        }
        writer.end();
        written.accept(sequence.last());
        return sequence.last();
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean isWritten(BackupWriter writer, StoredEvent event) {
    try {
      return writer.add(event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What could not be restored is no backup. */
  private static void requireWhole(Sequence sequence, StoredEvent event) {
    if (!sequence.goesOnWith(event)) {
      throw damaged(sequence.last() + 1);
    }
  }

  private static IllegalStateException damaged(long position) {
    return new IllegalStateException(
        "The log is damaged at position %d, and no backup was made: fsck tells more."
            .formatted(position));
  }

  @Override
  public long restore(InputStream in, LongConsumer restored) throws IOException {
    BackupReader backup = new BackupReader(in);
    TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    try {
      transaction.executeWithoutResult(
          status -> new Restore(new JdbcTemplate(database), reader).run(backup, restored));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return backup.header().position();
  }
}
