package tagledger.query.projection;

import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.api.ItemId;
import tagledger.api.PostId;
import tagledger.api.Query;
import tagledger.api.Query.AsOf;
import tagledger.api.Query.CompareStore;
import tagledger.api.Query.ExportStore;
import tagledger.api.Query.FindChange;
import tagledger.api.Query.FindItem;
import tagledger.api.Query.FindOrigin;
import tagledger.api.Query.FindPosition;
import tagledger.api.Query.FindPost;
import tagledger.api.Query.FindStore;
import tagledger.api.Query.FindTag;
import tagledger.api.Query.ListChanges;
import tagledger.api.Query.ListHistory;
import tagledger.api.Query.ListItems;
import tagledger.api.Query.ListItemsOfTag;
import tagledger.api.Query.ListPosts;
import tagledger.api.Query.ListPostsOfStore;
import tagledger.api.Query.ListPostsOfTag;
import tagledger.api.Query.ListStores;
import tagledger.api.Query.ListTags;
import tagledger.api.Query.ListTagsOfItem;
import tagledger.api.Query.ListTagsOfPost;
import tagledger.api.Query.OfLog;
import tagledger.api.Query.PlanRestore;
import tagledger.api.Query.PlanUndo;
import tagledger.api.StoreId;
import tagledger.api.TagId;

/**
 * The gaps that parked stores leave. Of which store a thing is, the log's own directory tells: it
 * may be one that the tables do not know yet.
 */
public final class ParkedStores implements Gaps {

  private static final int ITEM = 2;
  private static final int POST = 3;
  private static final int TAG = 4;

  private static final String ANY = "SELECT EXISTS (SELECT FROM dead_letters WHERE position <= ?)";

  private static final String STORE =
      "SELECT EXISTS (SELECT FROM dead_letters WHERE position <= ? AND store_id = ?)";

  private static final String THING =
      """
      SELECT EXISTS (
        SELECT FROM dead_letters WHERE position <= ? AND store_id = (
          SELECT store_id FROM tagledger.directory WHERE kind = ? AND id = ?))""";

  private static final String EVENT =
      """
      SELECT EXISTS (
        SELECT FROM dead_letters WHERE position <= ? AND 'store/' || store_id = (
          SELECT aggregate FROM tagledger.events WHERE position = ?))""";

  /** A change that is not found may be of any of them. */
  private static final String CHANGE =
      """
      SELECT EXISTS (SELECT FROM dead_letters WHERE position <= ?) AND NOT EXISTS (
        SELECT FROM changes
        WHERE id = ? AND store_id NOT IN (SELECT store_id FROM dead_letters))""";

  private final JdbcTemplate jdbc;

  public ParkedStores(DataSource readers) {
    this.jdbc = new JdbcTemplate(readers);
  }

  @Override
  public boolean include(Query query, long upTo) {
    return switch (query) {
      case AsOf it -> include(it.query(), upTo);
      case FindPosition it -> exists(EVENT, upTo, upTo);
      case FindStore it -> of(it.store(), upTo);
      case FindItem it -> of(it.item(), upTo);
      case FindPost it -> of(it.post(), upTo);
      case FindTag it -> of(it.tag(), upTo);
      case ListStores it -> exists(ANY, upTo);
      case ListItems it -> exists(ANY, upTo);
      case ListPosts it -> exists(ANY, upTo);
      case ListTags it -> of(it.store(), upTo);
      case ListPostsOfStore it -> of(it.store(), upTo);
      case ListItemsOfTag it -> of(it.tag(), upTo);
      case ListPostsOfTag it -> of(it.tag(), upTo);
      case ListTagsOfItem it -> of(it.item(), upTo);
      case ListTagsOfPost it -> of(it.post(), upTo);
      case ExportStore it -> of(it.store(), upTo);
      case FindChange it -> exists(CHANGE, upTo, it.change());
      case FindOrigin it -> exists(CHANGE, upTo, it.change());
      case PlanUndo it -> exists(CHANGE, upTo, it.change());
      case PlanRestore it -> of(it.store(), upTo);
      case CompareStore it -> of(it.store(), Math.max(it.from(), it.to()));
      case ListHistory it -> include(it, upTo);
      case ListChanges it -> {
        StoreId store = it.filter().store();
        yield store != null && of(store, upTo);
      }
      case OfLog it -> false;
    };
  }

  private boolean include(ListHistory history, long upTo) {
    return switch (history.kind()) {
      case STORE -> exists(STORE, upTo, history.id());
      case ITEM -> exists(THING, upTo, ITEM, history.id());
      case POST -> exists(THING, upTo, POST, history.id());
      case TAG -> exists(THING, upTo, TAG, history.id());
      case LINK -> false;
    };
  }

  private boolean of(StoreId store, long upTo) {
    return exists(STORE, upTo, store.value());
  }

  private boolean of(ItemId item, long upTo) {
    return exists(THING, upTo, ITEM, item.value());
  }

  private boolean of(PostId post, long upTo) {
    return exists(THING, upTo, POST, post.value());
  }

  private boolean of(TagId tag, long upTo) {
    return exists(THING, upTo, TAG, tag.value());
  }

  private boolean exists(String sql, Object... parameters) {
    return Boolean.TRUE.equals(jdbc.queryForObject(sql, Boolean.class, parameters));
  }
}
