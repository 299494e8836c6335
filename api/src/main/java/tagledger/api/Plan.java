package tagledger.api;

import java.util.List;

/** How a change can be taken back, or a store brought to what it was. */
public sealed interface Plan {

  StoreId store();

  /** Nothing stands in the way. A reversal of nothing says that all is as wanted. */
  record Ready(StoreId store, Reversal reversal) implements Plan {}

  /**
   * Something stands in the way.
   *
   * @param obstacles the first of them, in the order of their kinds and ids
   * @param count how many there are in all
   */
  record Obstructed(StoreId store, List<Obstacle> obstacles, long count) implements Plan {

    /** How many are listed. */
    public static final int LISTED = 1_000;
  }

  /** More than one command may do. */
  record TooLarge(StoreId store, long things, long links) implements Plan {

    public static final int THINGS = 200_000;
    public static final int LINKS = 10_000_000;
  }

  /** The store did not exist at the position to which it would have to be brought. */
  record NoSuchState(StoreId store) implements Plan {}

  /**
   * @param kind of what is not as it would have to be
   * @param id of the thing; of a link, that of what bears the tag
   * @param reason in words, for whoever wanted to take it back
   */
  record Obstacle(ThingKind kind, int id, String reason) {}
}
