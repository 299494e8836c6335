package tagledger.command.check;

import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import tagledger.api.Findings;
import tagledger.api.Fsck;
import tagledger.api.Inspection;
import tagledger.command.log.EventReader;
import tagledger.command.log.EventSerializer;
import tagledger.command.log.Head;
import tagledger.command.log.LogSnapshot;
import tagledger.command.log.Registers;

/**
 * Compares what is the write side's own, and then has others compare theirs with the same state.
 */
public final class LogFsck implements Fsck {

  private final DataSource database;
  private final EventReader reader;
  private final Supplier<Stream<Inspection>> others;

  /**
   * @param database connections that the lane does not wait for
   */
  public LogFsck(
      DataSource database, EventSerializer serializer, Supplier<Stream<Inspection>> others) {
    this.database = database;
    this.reader = new EventReader(serializer);
    this.others = others;
  }

  @Override
  public void run(Findings findings) {
    try (LogSnapshot snapshot = LogSnapshot.open(database)) {
      Head head = snapshot.head();
      inspect(snapshot, head, findings);
      var state = new Inspection.State(snapshot.export(), head.position());
      others.get().forEach(other -> other.inspect(state, findings));
    }
  }

  private void inspect(LogSnapshot snapshot, Head head, Findings findings) {
    Holes holes = new Holes();
    ExpectedDirectory directory = new ExpectedDirectory(holes, findings);
    ExpectedKeys keys = new ExpectedKeys(holes, findings);
    Registers registers = new Registers(new Expected(directory, keys));
    Rebuilt stores = new Rebuilt(new StoredSnapshots(snapshot, findings), holes, findings);
    GivenIds givenIds = new GivenIds(registers, holes, findings);
    LogScan scan = new LogScan(reader, stores, givenIds, registers, holes, findings);
    snapshot.forEachEvent(scan::take);
    scan.end(head);
    stores.end();
    givenIds.compare(head);
    directory.compare(snapshot);
    new ExpectedNames(registers, holes, findings).compare(snapshot);
    keys.compare(registers, snapshot);
  }
}
