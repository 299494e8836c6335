package tagledger.command.store;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.TestExecutor;
import org.junit.jupiter.api.BeforeEach;
import tagledger.api.Event;
import tagledger.api.Event.ItemAdded;
import tagledger.api.Event.ItemChanged;
import tagledger.api.Event.ItemDeleted;
import tagledger.api.Event.PostAdded;
import tagledger.api.Event.PostChanged;
import tagledger.api.Event.PostDeleted;
import tagledger.api.Event.StoreCreated;
import tagledger.api.Event.StoreDeleted;
import tagledger.api.Event.TagAdded;
import tagledger.api.Event.TagDeleted;
import tagledger.api.Event.TagsLinked;
import tagledger.api.Event.TagsUnlinked;
import tagledger.api.IdSet;
import tagledger.api.ItemId;
import tagledger.api.PostId;
import tagledger.api.Precondition;
import tagledger.api.Precondition.OneOf;
import tagledger.api.Precondition.Unconditional;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.command.lane.CommandTargets;

/** Given events, when a command, then events: store 1, and the words to say it in. */
abstract class StoreSpecification {

  static final StoreId STORE = new StoreId(1);
  static final StoreId OTHER_STORE = new StoreId(2);
  static final ItemId CHAIR = new ItemId(1);
  static final ItemId TABLE = new ItemId(2);
  static final PostId NEWS = new PostId(1);
  static final PostId STORY = new PostId(2);
  static final TagId WOOD = new TagId(1);
  static final TagId STEEL = new TagId(2);
  static final TagId GLASS = new TagId(3);
  static final BigDecimal PRICE = new BigDecimal("17.99");

  private AggregateTestFixture<Store> fixture;
  PortsInMemory ports;

  @BeforeEach
  void prepare() {
    fixture = new AggregateTestFixture<>(Store.class);
    ports = new PortsInMemory(fixture::getEventStore);
    fixture.registerInjectableResource(ports);
    fixture.registerCommandTargetResolver(new CommandTargets(ports));
    // It compares maps by the identity of what is in them; RandomHistoryTest compares what matters.
    fixture.setReportIllegalStateChange(false);
  }

  TestExecutor<Store> given(Event... history) {
    for (Event event : history) {
      ports.follow(event);
    }
    return history.length == 0 ? fixture.givenNoPriorActivity() : fixture.given((Object[]) history);
  }

  /** What other stores have done is not this store's history, but known of ids and names. */
  void elsewhere(Event... history) {
    for (Event event : history) {
      ports.follow(event);
    }
  }

  static Precondition ifMatch(long... versions) {
    return new Precondition(versions(versions), new Unconditional());
  }

  static Precondition ifNoneMatch(long... versions) {
    return new Precondition(new Unconditional(), versions(versions));
  }

  private static OneOf versions(long... versions) {
    Set<Long> set = new HashSet<>();
    for (long version : versions) {
      set.add(version);
    }
    return new OneOf(set);
  }

  static StoreCreated created() {
    return new StoreCreated(STORE, "My store");
  }

  static StoreDeleted deleted(IdSet items, IdSet tags) {
    return deleted(items, IdSet.of(), tags);
  }

  static StoreDeleted deleted(IdSet items, IdSet posts, IdSet tags) {
    return new StoreDeleted(STORE, items, posts, tags);
  }

  static ItemAdded added(ItemId item, String name) {
    return new ItemAdded(STORE, item, name, PRICE);
  }

  static ItemChanged changed(ItemId item, String name, String price) {
    return new ItemChanged(STORE, item, name, new BigDecimal(price));
  }

  static ItemDeleted deleted(ItemId item, int... tags) {
    return new ItemDeleted(STORE, item, IdSet.of(tags));
  }

  static PostAdded added(PostId post, String title) {
    return new PostAdded(STORE, post, title, "Text");
  }

  static PostChanged changed(PostId post, String title, String content) {
    return new PostChanged(STORE, post, title, content);
  }

  static PostDeleted deleted(PostId post, int... tags) {
    return new PostDeleted(STORE, post, IdSet.of(tags));
  }

  static TagAdded added(TagId tag, String name) {
    return new TagAdded(STORE, tag, name);
  }

  static TagDeleted deleted(TagId tag) {
    return new TagDeleted(STORE, tag);
  }

  static TagsLinked linked(TagId tag, int... items) {
    return new TagsLinked(STORE, Map.of(tag, IdSet.of(items)), Map.of());
  }

  static TagsLinked linkedPosts(TagId tag, int... posts) {
    return new TagsLinked(STORE, Map.of(), Map.of(tag, IdSet.of(posts)));
  }

  static TagsUnlinked unlinked(TagId tag, int... items) {
    return new TagsUnlinked(STORE, Map.of(tag, IdSet.of(items)), Map.of());
  }

  static TagsUnlinked unlinkedBoth(TagId tag, IdSet items, IdSet posts) {
    return new TagsUnlinked(STORE, Map.of(tag, items), Map.of(tag, posts));
  }

  static TagsUnlinked unlinkedPosts(TagId tag, int... posts) {
    return new TagsUnlinked(STORE, Map.of(), Map.of(tag, IdSet.of(posts)));
  }
}
