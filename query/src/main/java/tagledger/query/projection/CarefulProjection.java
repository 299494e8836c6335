package tagledger.query.projection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.query.projection.Projector.Batch;
import tagledger.query.projection.Projector.Recorded;

/**
 * Projects, of events among which some cannot be, all others: halves them until one is left alone,
 * and parks its store. Runs in the caller's transaction, and for one thread.
 */
final class CarefulProjection {

  private static final String SAVE = "SAVEPOINT part";
  private static final String KEEP = "RELEASE SAVEPOINT part";
  private static final String UNDO = "ROLLBACK TO SAVEPOINT part; RELEASE SAVEPOINT part";

  private final Function<JdbcTemplate, Batch> begin;
  private final JdbcTemplate tables;
  private final Map<Integer, Long> parked;
  private final List<DeadLetter> letters = new ArrayList<>();
  private long position;

  /**
   * @param parked since which position each store is; grows
   */
  CarefulProjection(
      Function<JdbcTemplate, Batch> begin, JdbcTemplate tables, Map<Integer, Long> parked) {
    this.begin = begin;
    this.tables = tables;
    this.parked = parked;
  }

  /** These follow on those before. */
  void project(List<Recorded> events) {
    tables.execute(SAVE);
    try {
      Batch batch = new PassingBatch(begin.apply(tables), parked);
      events.forEach(batch::add);
      batch.end();
      position = batch.position();
      tables.execute(KEEP);
    } catch (Unprojectable e) {
      tables.execute(UNDO);
      if (events.size() == 1) {
        park(events.getFirst(), e);
      } else {
        int half = events.size() / 2;
        project(events.subList(0, half));
        project(events.subList(half, events.size()));
      }
    }
  }

  private void park(Recorded event, Unprojectable why) {
    if (parked.putIfAbsent(event.event().store().value(), event.position()) != null) {
      throw why;
    }
    letters.add(DeadLetterTable.park(tables, event, why));
    project(List.of(event));
  }

  /** Of the last batch. */
  long position() {
    return position;
  }

  /** What has been parked here. */
  List<DeadLetter> letters() {
    return letters;
  }
}
