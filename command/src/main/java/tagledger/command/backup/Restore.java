package tagledger.command.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.LongConsumer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.postgresql.PGConnection;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.api.Backup.NotEmpty;
import tagledger.api.Backup.Unusable;
import tagledger.api.Event;
import tagledger.api.Unavailable;
import tagledger.command.log.EventReader;
import tagledger.command.log.Head;
import tagledger.command.log.Kind;
import tagledger.command.log.LogSnapshot;
import tagledger.command.log.Registers;
import tagledger.command.log.StoredEvent;

/**
 * Fills an empty log in the transaction that is open: whatever it throws undoes all of it. It holds
 * the head from its beginning, so that no writer comes between.
 */
final class Restore {

  private final JdbcTemplate jdbc;
  private final EventReader reader;
  private final Sequence sequence = new Sequence();
  private final CopiedRows events = new CopiedRows("events (" + StoredEvent.COLUMNS + ")", 10);
  private final CopiedRows entries = new CopiedRows("directory (kind, id, store_id)", 3);
  private final CopiedRows keys = new CopiedRows("import_keys (store_id, kind, key, id)", 4);
  private final CopiedRows names = new CopiedRows("store_names (name, store_id)", 2);
  private final Registers registers =
      new Registers(
          new Registers.Sink() {
            @Override
            public void entry(Kind kind, int id, int store) {
              entries.begin().add(kind.number()).add(id).add(store);
            }

            @Override
            public void key(int store, Kind kind, String key, int id) {
              keys.begin().add(store).add(kind.number()).add(key).add(id);
            }
          });

  Restore(JdbcTemplate jdbc, EventReader reader) {
    this.jdbc = jdbc;
    this.reader = reader;
  }

  void run(BackupReader backup, LongConsumer restored) {
    jdbc.queryForList(LogSnapshot.WITHOUT_TIMEOUTS);
    requireEmpty(takeHead());
    try {
      List<StoredEvent> block = backup.next();
      while (!block.isEmpty()) {
        block.forEach(this::take);
        copy(events, entries, keys);
        restored.accept(sequence.last());
        block = backup.next();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (DataIntegrityViolationException e) {
      throw new Unusable("The backup contradicts itself: " + e.getMostSpecificCause().getMessage());
    }
    if (sequence.last() != backup.header().position()) {
      throw new Unusable(
          "The backup ends at position %d, and says that it would at %d."
              .formatted(sequence.last(), backup.header().position()));
    }
    registers.names().forEach((store, name) -> names.begin().add(name).add(store));
    copy(names);
    moveHead(backup.header());
  }

  private void take(StoredEvent event) {
    if (!sequence.goesOnWith(event)) {
      throw new Unusable(
          "The backup holds a log that is damaged at position %d.".formatted(sequence.last() + 1));
    }
    tell(event);
    events
        .begin()
        .add(event.position())
        .add(event.aggregate())
        .add(event.sequenceNumber())
        .add(event.type())
        .add(event.revision())
        .add(event.recordedAt())
        .add(event.payload())
        .add(event.metadata())
        .add(event.salt())
        .add(event.digest());
  }

  private void tell(StoredEvent event) {
    try {
      for (DomainEventMessage<?> read : reader.read(event)) {
        registers.on((Event) read.getPayload(), event.isRedacted());
      }
    } catch (RuntimeException e) {
      throw new Unusable(
          "The backup's position %d cannot be read: %s"
              .formatted(event.position(), e.getMessage()));
    }
  }

  private Head takeHead() {
    try {
      return DataAccessUtils.requiredSingleResult(
          jdbc.query(
              "SELECT " + Head.COLUMNS + " FROM log_head FOR UPDATE", (row, n) -> Head.of(row)));
    } catch (DataAccessException e) {
      throw Unavailable.nothingDone("The log's head cannot be had.", e);
    }
  }

  private void requireEmpty(Head head) {
    if (head.position() > 0
        || Boolean.TRUE.equals(
            jdbc.queryForObject(
                """
                SELECT EXISTS (SELECT FROM events) OR EXISTS (SELECT FROM directory)
                  OR EXISTS (SELECT FROM store_names) OR EXISTS (SELECT FROM import_keys)""",
                Boolean.class))) {
      throw new NotEmpty(
          "The database has a log already, up to position %d: a backup is restored into an empty one, such as a new data directory. Nothing was changed."
              .formatted(head.position()));
    }
  }

  private void moveHead(Header header) {
    jdbc.update(
        """
        UPDATE log_head SET position = ?, recorded_at = greatest(recorded_at, ?),
          last_store = ?, last_item = ?, last_post = ?, last_tag = ?""",
        header.position(),
        header.recordedAt() == null ? null : header.recordedAt().atOffset(ZoneOffset.UTC),
        header.lastStore(),
        header.lastItem(),
        header.lastPost(),
        header.lastTag());
  }

  private void copy(CopiedRows... tables) {
    jdbc.execute(
        (ConnectionCallback<Boolean>)
            connection -> {
              for (CopiedRows rows : tables) {
                rows.copy(connection.unwrap(PGConnection.class).getCopyAPI());
              }
              return true;
            });
  }
}
