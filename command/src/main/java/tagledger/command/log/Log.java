package tagledger.command.log;

import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import tagledger.api.FirstAnswers;
import tagledger.api.ImportLedger;
import tagledger.command.store.Ids;
import tagledger.command.store.ImportKeys;
import tagledger.command.store.PastEvents;
import tagledger.command.store.StoreNames;
import tagledger.command.store.Whereabouts;

/** The log in one database, and all that commands are decided on beside it. */
public record Log(
    EventLog events,
    LogWriter writer,
    LogSignals signals,
    SoleWriterLease sole,
    Ids ids,
    StoreNames names,
    ImportKeys keys,
    ImportLedger imports,
    PastEvents past,
    Whereabouts whereabouts,
    IdempotencyKeys requestKeys,
    FirstAnswers firstAnswers) {

  public static Log in(DataSource database, EventSerializer serializer) {
    return in(database, database, serializer);
  }

  /**
   * @param lane connections for the write transaction alone, so that however many others ask the
   *     database, it never waits for one
   */
  public static Log in(DataSource lane, DataSource others, EventSerializer serializer) {
    JdbcTemplate writing = new JdbcTemplate(lane);
    JdbcTemplate jdbc = new JdbcTemplate(others);
    LogEngine engine = new LogEngine(jdbc, serializer, Upcasters.all());
    Directory directory = new Directory(jdbc);
    Tail tail = new Tail(serializer, Upcasters.all());
    Growth growth = new Growth();
    LogSignals signals = new LogSignals(others, growth::tell);
    SoleWriterLease sole = new SoleWriterLease(jdbc, signals::doOthersListen);
    LogWriter writer =
        new LogWriter(
            new LogHead(writing, new JdbcTransactionManager(lane), sole),
            new LogEngine(jdbc, EventSerializer.tolerant(), Upcasters.all()),
            new EventAppender(writing, serializer),
            directory,
            tail,
            sole);
    LogIds ids = new LogIds(writer, directory);
    EventLog events = new EventLog(engine, writer, tail, growth);
    return new Log(
        events,
        writer,
        signals,
        sole,
        ids,
        new LogStoreNames(writer, writing),
        new LogImportKeys(writer, writing),
        new LogImportLedger(jdbc),
        new LogPastEvents(writer, new LogEngine(writing, serializer, Upcasters.all())),
        new LogWhereabouts(ids),
        new IdempotencyKeys(writer, writing),
        new LogFirstAnswers(jdbc));
  }
}
