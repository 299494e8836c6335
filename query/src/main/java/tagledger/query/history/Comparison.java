package tagledger.query.history;

import static tagledger.api.ThingKind.ITEM;
import static tagledger.api.ThingKind.LINK;
import static tagledger.api.ThingKind.POST;
import static tagledger.api.ThingKind.STORE;
import static tagledger.api.ThingKind.TAG;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;
import tagledger.api.ItemId;
import tagledger.api.Links;
import tagledger.api.Plan;
import tagledger.api.PostId;
import tagledger.api.Reversal;
import tagledger.api.Reversal.ItemText;
import tagledger.api.Reversal.OfItem;
import tagledger.api.Reversal.OfPost;
import tagledger.api.Reversal.OfTag;
import tagledger.api.Reversal.PostText;
import tagledger.api.Reversal.TagLeaving;
import tagledger.api.Reversal.TagReturning;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.api.ThingKind;

/**
 * What has to become otherwise, row by row of {@link ReversalSql}; and what has moved since, which
 * stands in the way. Beyond what one reversal may hold, rows are only counted.
 */
final class Comparison {

  final StoreId store;
  final Obstacles obstacles = new Obstacles();
  final LinkRows linkedItems = new LinkRows();
  final LinkRows unlinkedItems = new LinkRows();
  final LinkRows linkedPosts = new LinkRows();
  final LinkRows unlinkedPosts = new LinkRows();
  private final List<OfItem> items = new ArrayList<>();
  private final List<OfPost> posts = new ArrayList<>();
  private final List<OfTag> tags = new ArrayList<>();
  private Reversal.OfStore ofStore = new Reversal.Kept();
  private long things;
  private long links;

  Comparison(StoreId store) {
    this.store = store;
  }

  void store(ResultSet row) throws SQLException {
    if (hasNotMoved(STORE, row)) {
      ofStore =
          row.getBoolean("was_there")
              ? new Reversal.Returning(row.getString("name"))
              : new Reversal.Leaving();
    }
  }

  void item(ResultSet row) throws SQLException {
    if (isRoomFor(ITEM, row)) {
      ItemText target =
          row.getBoolean("was_there")
              ? new ItemText(
                  row.getString("name"), row.getBigDecimal("price"), row.getString("key"))
              : null;
      ItemId id = new ItemId(row.getInt("id"));
      items.add(new OfItem(id, row.getObject("version", Integer.class), target));
    }
  }

  void post(ResultSet row) throws SQLException {
    if (isRoomFor(POST, row)) {
      PostText target =
          row.getBoolean("was_there")
              ? new PostText(row.getString("title"), row.getString("content"), row.getString("key"))
              : null;
      PostId id = new PostId(row.getInt("id"));
      posts.add(new OfPost(id, row.getObject("version", Integer.class), target));
    }
  }

  void tag(ResultSet row) throws SQLException {
    if (isRoomFor(TAG, row)) {
      TagId id = new TagId(row.getInt("id"));
      tags.add(
          row.getBoolean("was_there")
              ? new TagReturning(id, row.getString("name"))
              : new TagLeaving(id));
    }
  }

  void itemLink(ResultSet row) throws SQLException {
    link("Item", row, linkedItems, unlinkedItems);
  }

  void postLink(ResultSet row) throws SQLException {
    link("Post", row, linkedPosts, unlinkedPosts);
  }

  /** A pair has two states: where it is not as the change left it, it is as it was before. */
  private void link(String bearers, ResultSet row, LinkRows linked, LinkRows unlinked)
      throws SQLException {
    boolean wasThere = row.getBoolean("was_there");
    int tag = row.getInt("tag");
    int bearer = row.getInt("bearer");
    if (row.getBoolean("is_there") == wasThere) {
      String bears = wasThere ? "bears tag %d again." : "no longer bears tag %d.";
      obstacles.add(LINK, bearer, "%s %d ".formatted(bearers, bearer) + bears.formatted(tag));
    } else if (links++ < Plan.TooLarge.LINKS) {
      (wasThere ? linked : unlinked).add(tag, bearer);
    }
  }

  private boolean isRoomFor(ThingKind kind, ResultSet row) throws SQLException {
    return hasNotMoved(kind, row) && things++ < Plan.TooLarge.THINGS;
  }

  private boolean hasNotMoved(ThingKind kind, ResultSet row) throws SQLException {
    if (!row.getBoolean("moved")) {
      return true;
    }
    obstacles.add(kind, row.getInt("id"), reason(row));
    return false;
  }

  private static String reason(ResultSet row) throws SQLException {
    if (row.getBoolean("as_before")) {
      return "Is already as it was before the change.";
    }
    if (!row.getBoolean("is_there")) {
      return "Is no longer there.";
    }
    return row.getBoolean("came_to_be_there") ? "Has changed since." : "Is there again.";
  }

  boolean isTooLarge() {
    return things > Plan.TooLarge.THINGS || links > Plan.TooLarge.LINKS;
  }

  /** What it comes to, where it is not too large and nothing stands in the way. */
  Reversal reversal() {
    return new Reversal(
        ofStore,
        items,
        posts,
        tags,
        new Links(linkedItems.byTag(), linkedPosts.byTag()),
        new Links(unlinkedItems.byTag(), unlinkedPosts.byTag()));
  }

  Plan plan() {
    if (isTooLarge()) {
      return new Plan.TooLarge(store, things, links);
    }
    return obstacles.isEmpty() ? new Plan.Ready(store, reversal()) : obstacles.plan(store);
  }

  Reversal.OfStore ofStore() {
    return ofStore;
  }

  List<OfTag> tags() {
    return tags;
  }

  /** Those items that go, or that come. */
  RoaringBitmap items(boolean wanted) {
    RoaringBitmap some = new RoaringBitmap();
    items.stream().filter(it -> it.isWanted() == wanted).forEach(it -> some.add(it.id().value()));
    return some;
  }

  RoaringBitmap posts(boolean wanted) {
    RoaringBitmap some = new RoaringBitmap();
    posts.stream().filter(it -> it.isWanted() == wanted).forEach(it -> some.add(it.id().value()));
    return some;
  }

  RoaringBitmap tags(boolean wanted) {
    RoaringBitmap some = new RoaringBitmap();
    tags.stream()
        .filter(it -> it instanceof TagReturning == wanted)
        .forEach(it -> some.add(it.id().value()));
    return some;
  }
}
