package tagledger.query.projection;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.messaging.MetaData;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tagledger.api.Event;
import tagledger.query.TestDatabase;
import tagledger.query.projection.Projector.Recorded;

/**
 * A projection's tables in a database of their own, beside a log, filled as the processor fills
 * them.
 */
final class ParkingInTest implements AutoCloseable {

  final Progress progress = new Progress(0);
  final JdbcTemplate jdbc;
  final JdbcTemplate owner;
  private final TestDatabase database;
  private final Projector projector;
  private final Projection projection;
  private final TransactionTemplate transaction;
  private final List<Recorded> log = new ArrayList<>();
  private final List<Object[]> unwritten = new ArrayList<>();

  ParkingInTest(String name, Projector projector) {
    Generation generation = new Generation(name, 1);
    this.database = new TestDatabase(generation);
    this.owner = database.owner;
    this.jdbc = new JdbcTemplate(database.pool);
    this.projector = projector;
    this.projection = new Projection(generation, projector, database.pool, progress);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(database.pool));
    owner.execute("CREATE SCHEMA tagledger");
    owner.execute(
        """
        CREATE TABLE tagledger.events (
          position bigint PRIMARY KEY, aggregate text, sequence_number bigint, metadata bytea,
          UNIQUE (aggregate, sequence_number))""");
    owner.execute("GRANT USAGE ON SCHEMA tagledger TO tagledger_app");
    owner.execute("GRANT SELECT ON tagledger.events TO tagledger_app");
    jdbc.update(
        """
        INSERT INTO tokens (processor_name, segment, token)
        VALUES (?, 0, convert_to('{"globalIndex":0}', 'UTF8'))""",
        name);
  }

  /** Puts the next event into the log. */
  void log(Event event, long sequence, Map<String, String> metadata) {
    long position = log.size() + 1L;
    StringBuilder json = new StringBuilder();
    metadata.forEach(
        (key, value) ->
            json.append(json.isEmpty() ? "{" : ",").append("\"%s\":\"%s\"".formatted(key, value)));
    unwritten.add(
        new Object[] {
          position, "store/" + event.store().value(), sequence, json.append('}').toString()
        });
    log.add(new Recorded(event, sequence, position, MetaData.from(metadata)));
  }

  long head() {
    return log.size();
  }

  /** Takes so many more events as one batch, in one transaction. */
  void take(int events) {
    take(events, () -> {});
  }

  /**
   * @param beforeCommit what else happens in that transaction
   */
  void take(int events, Runnable beforeCommit) {
    owner.batchUpdate(
        "INSERT INTO tagledger.events VALUES (?, ?, ?, convert_to(?, 'UTF8'))", unwritten);
    unwritten.clear();
    LiveBatch taken =
        requireNonNull(
            transaction.execute(
                begun -> {
                  int token = Math.toIntExact(token());
                  int upTo = Math.min(log.size(), token + events);
                  LiveBatch batch = new LiveBatch(projector, jdbc, null);
                  log.subList(token, upTo).forEach(batch::add);
                  batch.end();
                  jdbc.update(
                      "UPDATE tokens SET token = convert_to(?, 'UTF8')",
                      "{\"globalIndex\":%d}".formatted(upTo));
                  beforeCommit.run();
                  return batch;
                }));
    progress.parked(taken.parked());
    progress.reached(taken.position());
  }

  void takeAll() {
    take(log.size());
  }

  long token() {
    return requireNonNull(
        jdbc.queryForObject(
            "SELECT (convert_from(token, 'UTF8')::json ->> 'globalIndex')::bigint FROM tokens",
            Long.class));
  }

  long retry(String id) {
    return new Retry(projection, this::read).run(id);
  }

  /** Of the one store that is parked. */
  long retry() {
    return retry(letters().getFirst());
  }

  private DomainEventStream read(String aggregate, long first) {
    return DomainEventStream.of(
        log.stream()
            .filter(it -> ("store/" + it.event().store().value()).equals(aggregate))
            .filter(it -> it.sequence() >= first)
            .<DomainEventMessage<?>>map(
                it ->
                    new GenericDomainEventMessage<>(
                        "Store", aggregate, it.sequence(), it.event(), it.metadata())));
  }

  List<String> letters() {
    return jdbc.query(
        "SELECT id FROM dead_letters ORDER BY position", (row, n) -> row.getString(1));
  }

  /** Store, position and how often it was tried, of each. */
  List<String> parked() {
    return jdbc.query(
        "SELECT format('store %s at %s, %s', store_id, position, tries) FROM dead_letters"
            + " ORDER BY position",
        (row, n) -> row.getString(1));
  }

  String cause() {
    return String.valueOf(jdbc.queryForObject("SELECT cause FROM dead_letters", String.class));
  }

  /** All that the tables hold. */
  List<String> rows() {
    return projector.tables().stream()
        .flatMap(
            table ->
                jdbc
                    .query(
                        "SELECT r::text FROM (%s) AS r ORDER BY %s"
                            .formatted(
                                table.select().formatted(projection.generation().name()),
                                table.key()),
                        (row, n) -> table.table() + " " + row.getString(1))
                    .stream())
        .toList();
  }

  @Override
  public void close() {
    database.close();
  }
}
