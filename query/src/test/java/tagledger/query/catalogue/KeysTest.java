package tagledger.query.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tagledger.api.Event;
import tagledger.api.Event.ItemAdded;
import tagledger.api.Event.ItemChanged;
import tagledger.api.Event.ItemDeleted;
import tagledger.api.Event.PostAdded;
import tagledger.api.Event.PostChanged;
import tagledger.api.Event.PostDeleted;
import tagledger.api.Event.StoreCreated;
import tagledger.api.IdSet;
import tagledger.api.ItemId;
import tagledger.api.PostId;
import tagledger.api.StoreId;
import tagledger.query.catalogue.CatalogueInTest.Recorded;

/** The key of a thing is the one with which it was last added, in batches of any size. */
class KeysTest {

  private static final StoreId STORE = new StoreId(1);
  private static final Event CREATED = new StoreCreated(STORE, "My store");
  private static final Event ITEM_CHANGED =
      new ItemChanged(STORE, new ItemId(1), "Stool", BigDecimal.ONE);
  private static final Event ITEM_DELETED = new ItemDeleted(STORE, new ItemId(1), IdSet.of());
  private static final Event POST_CHANGED = new PostChanged(STORE, new PostId(1), "Old", null);
  private static final Event POST_DELETED = new PostDeleted(STORE, new PostId(1), IdSet.of());

  private static CatalogueInTest catalogue;

  @BeforeAll
  static void start() {
    catalogue = new CatalogueInTest();
  }

  @AfterAll
  static void stop() {
    catalogue.close();
  }

  @BeforeEach
  void empty() {
    catalogue.empty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 10})
  void a_change_keeps_the_key(int eventsAtOnce) {
    given(eventsAtOnce, CREATED, item("chair"), post("news"), ITEM_CHANGED, POST_CHANGED);
    assertThat(key("items")).isEqualTo("chair");
    assertThat(key("posts")).isEqualTo("news");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 10})
  void a_thing_that_comes_back_has_the_key_it_comes_back_with(int eventsAtOnce) {
    given(eventsAtOnce, CREATED, item("chair"), ITEM_CHANGED, ITEM_DELETED, item("stool"));
    assertThat(key("items")).isEqualTo("stool");
    catalogue.empty();
    given(eventsAtOnce, CREATED, item("chair"), ITEM_DELETED, item(null), ITEM_CHANGED);
    assertThat(key("items")).isNull();
    given(eventsAtOnce, CREATED, post("news"), POST_CHANGED, POST_DELETED, post("old"));
    assertThat(key("posts")).isEqualTo("old");
    catalogue.empty();
    given(eventsAtOnce, CREATED, post(null), POST_DELETED, post("news"), POST_CHANGED);
    assertThat(key("posts")).isEqualTo("news");
  }

  private static Event item(@Nullable String key) {
    return new ItemAdded(STORE, new ItemId(1), "Chair", BigDecimal.TEN, key);
  }

  private static Event post(@Nullable String key) {
    return new PostAdded(STORE, new PostId(1), "News", "Text", key);
  }

  private static void given(int eventsAtOnce, Event... history) {
    List<Recorded> all =
        IntStream.range(0, history.length).mapToObj(i -> new Recorded(history[i], i)).toList();
    for (int from = 0; from < all.size(); from += eventsAtOnce) {
      catalogue.apply(all.subList(from, Math.min(all.size(), from + eventsAtOnce)));
    }
  }

  private static @Nullable String key(String table) {
    return catalogue.jdbc.queryForObject("SELECT key FROM " + table, String.class);
  }
}
