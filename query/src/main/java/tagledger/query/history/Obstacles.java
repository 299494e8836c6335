package tagledger.query.history;

import java.util.ArrayList;
import java.util.List;
import tagledger.api.Plan;
import tagledger.api.Plan.Obstacle;
import tagledger.api.StoreId;
import tagledger.api.ThingKind;

/** What stands in the way: all are counted, and the first are told. */
final class Obstacles {

  private final List<Obstacle> listed = new ArrayList<>();
  private long count;

  void add(ThingKind kind, int id, String reason) {
    if (count++ < Plan.Obstructed.LISTED) {
      listed.add(new Obstacle(kind, id, reason));
    }
  }

  boolean isEmpty() {
    return count == 0;
  }

  Plan plan(StoreId store) {
    return new Plan.Obstructed(store, List.copyOf(listed), count);
  }
}
