package tagledger.api;

import java.util.List;

/**
 * How a change can be taken back, or a store brought to what it was.
 *
 * @param obstacles what stands in the way; where there is any, the reversal is not to be sent
 * @param position as of which it was planned
 */
public record Plan(StoreId store, Reversal reversal, List<Obstacle> obstacles, long position) {

  /**
   * @param kind of what is not as it would have to be
   * @param id of the thing; of a link, that of what bears the tag
   * @param reason in words, for whoever wanted to take it back
   */
  public record Obstacle(ThingKind kind, int id, String reason) {}
}
