package tagledger.query.projection;

import java.util.Map;
import tagledger.query.projection.Projector.Batch;
import tagledger.query.projection.Projector.Recorded;

/**
 * A batch that passes the events of parked stores. What cannot be projected of the others comes out
 * as {@link Unprojectable}.
 *
 * @param parked since which position each is
 */
record PassingBatch(Batch batch, Map<Integer, Long> parked) implements Batch {

  @Override
  public void add(Recorded event) {
    Long since = parked.get(event.event().store().value());
    if (since != null && since <= event.position()) {
      pass(event);
      return;
    }
    try {
      batch.add(event);
    } catch (RuntimeException e) {
      throw Unprojectable.orElse(e);
    }
  }

  @Override
  public void pass(Recorded event) {
    batch.pass(event);
  }

  @Override
  public void end() {
    try {
      batch.end();
    } catch (RuntimeException e) {
      throw Unprojectable.orElse(e);
    }
  }

  @Override
  public long position() {
    return batch.position();
  }
}
