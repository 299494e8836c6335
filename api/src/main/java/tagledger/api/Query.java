package tagledger.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the catalogue can be asked. A query for one thing answers nothing where the thing does not
 * exist; a list answers a {@link Listing}.
 */
public sealed interface Query {

  /** Answers the position up to which the read model is known to hold everything. */
  record FindPosition() implements Query {}

  /** What can be asked of the catalogue as it is now and, within {@link AsOf}, as it was. */
  sealed interface OfCatalogue extends Query {}

  /**
   * Answers what the query would have answered at that position, which the log has reached. What
   * one command did is never seen in part: a position inside of it means its end.
   */
  record AsOf(OfCatalogue query, long position) implements Query {}

  record FindStore(StoreId store) implements OfCatalogue {}

  record FindItem(ItemId item) implements OfCatalogue {}

  record FindTag(TagId tag) implements OfCatalogue {}

  record FindPost(PostId post) implements OfCatalogue {}

  /**
   * @param only the stores that may be told of; nothing for all
   */
  record ListStores(Page page, @Nullable IdSet only) implements OfCatalogue {
    public ListStores(Page page) {
      this(page, null);
    }
  }

  /**
   * @param only the stores whose items may be told of; nothing for all
   */
  record ListItems(Page page, @Nullable IdSet only) implements OfCatalogue {
    public ListItems(Page page) {
      this(page, null);
    }
  }

  record ListTags(StoreId store, Page page) implements OfCatalogue {}

  /**
   * @param only the stores whose posts may be told of; nothing for all
   */
  record ListPosts(Page page, @Nullable IdSet only) implements OfCatalogue {
    public ListPosts(Page page) {
      this(page, null);
    }
  }

  record ListPostsOfStore(StoreId store, Page page) implements OfCatalogue {}

  record ListItemsOfTag(TagId tag, Page page) implements OfCatalogue {}

  record ListPostsOfTag(TagId tag, Page page) implements OfCatalogue {}

  record ListTagsOfItem(ItemId item, Page page) implements OfCatalogue {}

  record ListTagsOfPost(PostId post, Page page) implements OfCatalogue {}

  /** Answers an {@link Export}, or nothing where the store does not exist. */
  record ExportStore(StoreId store) implements Query {}

  /** What is asked of the log itself, which may be ahead of the read model. */
  sealed interface OfLog extends Query {}

  /** Answers the position of the log's last event; 0 where there is none. */
  record FindHead() implements OfLog {}

  /**
   * Answers the next {@link LoggedEvents} after the one position and up to the other, as many as
   * the memory may well hold; at least one where there is any.
   *
   * @param only the stores whose events may be told; nothing for all
   */
  record NextEvents(long after, long upTo, @Nullable IdSet only) implements OfLog {
    public NextEvents(long after, long upTo) {
      this(after, upTo, null);
    }
  }

  /**
   * Answers the {@link StoreId} of the store that the item, post or tag belongs to for ever,
   * deleted or not, or nothing where there never was such a thing.
   */
  record FindStoreOf(ThingKind kind, int id) implements OfLog {}

  /** Answers the {@link Moment} of that position, or nothing where the log is not that far. */
  record FindMoment(long position) implements OfLog {}

  /**
   * Answers the last {@link Moment} at or before that time, or nothing where the time is still to
   * come.
   */
  record FindMomentAt(Instant time) implements OfLog {}

  /** What is asked of the history, which then holds all that the log does. */
  sealed interface OfHistory extends Query {}

  /** Answers {@link Changes}. */
  record ListChanges(ChangeFilter filter, ChangePage page) implements OfHistory {}

  /** Answers {@link Changes}, of which there is one, or nothing. */
  record FindChange(String change) implements OfHistory {}

  /** Answers the {@link Origin} of a change, or nothing where there is no such change. */
  record FindOrigin(String change) implements OfHistory {}

  /**
   * Answers {@link Changes}, one for each command that touched the thing, with those details alone
   * that tell of it and at the position of the command's first event; of a store, all its changes
   * as they are. Nothing where there never was such a thing.
   */
  record ListHistory(ThingKind kind, int id, ChangePage page) implements OfHistory {}

  /** Answers a {@link Difference}, or nothing where the store exists at neither position. */
  record CompareStore(StoreId store, long from, long to) implements OfHistory {}

  /**
   * Answers a {@link Plan} to bring all that the change touched to what it was before, or nothing
   * where there is no such change. What is not as the change left it stands in the way, and so does
   * what would be left without what it hangs on.
   */
  record PlanUndo(String change) implements OfHistory {}

  /**
   * Answers a {@link Plan} to bring the store to what it was at that position, or nothing where
   * there never was such a store. Nothing but a name that others have now stands in the way.
   */
  record PlanRestore(StoreId store, long position) implements OfHistory {}

  /**
   * Some of the changes.
   *
   * @param newestFirst whether the last comes first
   * @param after the position after which they begin, in their order; nothing for all
   */
  record ChangePage(boolean newestFirst, @Nullable Long after, @Nullable Integer limit) {}

  /**
   * Those changes that are as all that is given here says.
   *
   * @param type the name of an event that it consists of, such as {@code catalogue.ItemAdded}
   * @param kind of something that it tells of
   * @param from the least position
   * @param to the greatest position
   * @param only the stores whose changes may be told; nothing for all
   */
  record ChangeFilter(
      @Nullable StoreId store,
      @Nullable ThingKind kind,
      @Nullable String actor,
      @Nullable String type,
      @Nullable String request,
      @Nullable Long from,
      @Nullable Long to,
      @Nullable IdSet only) {
    public static final ChangeFilter NONE =
        new ChangeFilter(null, null, null, null, null, null, null, null);

    public static ChangeFilter of(StoreId store) {
      return new ChangeFilter(store, null, null, null, null, null, null, null);
    }
  }

  /** The things whose ids are greater than {@code after}, at most {@code limit} of them. */
  record Page(int after, @Nullable Integer limit) {
    public static final Page ALL = new Page(0, null);
  }
}
