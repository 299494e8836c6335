package tagledger.query.catalogue;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tagledger.api.Event;
import tagledger.api.Event.ItemAdded;
import tagledger.api.Event.ItemChanged;
import tagledger.api.Event.PostAdded;
import tagledger.api.Event.PostChanged;
import tagledger.api.Event.StoreCreated;
import tagledger.api.Event.StoreDeleted;
import tagledger.api.Event.TagAdded;
import tagledger.api.Event.TagsLinked;
import tagledger.api.Export;
import tagledger.api.Export.Item;
import tagledger.api.Export.Line;
import tagledger.api.Export.OfItem;
import tagledger.api.Export.OfPost;
import tagledger.api.Export.OfTags;
import tagledger.api.Export.Post;
import tagledger.api.IdSet;
import tagledger.api.ItemId;
import tagledger.api.PostId;
import tagledger.api.Query.ExportStore;
import tagledger.api.StoreId;
import tagledger.api.TagId;

/** Given events, then the lines of a store's file. */
class ExportTest {

  private static final StoreId STORE = new StoreId(1);
  private static final Event CREATED = new StoreCreated(STORE, "My store");
  private static final BigDecimal PRICE = new BigDecimal("17.99");
  private static final String OWN = "tagledger:00112233445566ff/";

  private static CatalogueInTest catalogue;
  private static ExportQueries queries;

  @BeforeAll
  static void start() {
    catalogue = new CatalogueInTest();
    queries = new ExportQueries(catalogue.pool);
    catalogue.owner.execute("CREATE SCHEMA tagledger");
    catalogue.owner.execute("CREATE TABLE tagledger.events (position bigint, digest bytea)");
    catalogue.owner.execute("GRANT USAGE ON SCHEMA tagledger TO tagledger_app");
    catalogue.owner.execute("GRANT SELECT ON tagledger.events TO tagledger_app");
    catalogue.owner.execute(
        """
        INSERT INTO tagledger.events
        VALUES (2, sha256('other')), (1, decode('00112233445566ff' || repeat('ee', 24), 'hex'))""");
  }

  @AfterAll
  static void stop() {
    catalogue.close();
  }

  @BeforeEach
  void empty() {
    catalogue.empty();
  }

  @Test
  void items_come_before_posts_and_posts_before_the_tags_that_nothing_bears() {
    catalogue.given(
        new StoreCreated(new StoreId(2), "Other"),
        new ItemAdded(new StoreId(2), new ItemId(9), "Theirs", PRICE),
        new TagAdded(new StoreId(2), new TagId(9), "theirs"));
    catalogue.given(
        CREATED,
        new TagAdded(STORE, new TagId(1), "wood"),
        new TagAdded(STORE, new TagId(2), "bare"),
        new TagAdded(STORE, new TagId(3), "furniture"),
        new TagAdded(STORE, new TagId(4), "news"),
        new TagAdded(STORE, new TagId(5), "also bare"),
        new PostAdded(STORE, new PostId(1), "News", "Text", "news"),
        new PostAdded(STORE, new PostId(2), "Empty", null),
        new ItemAdded(STORE, new ItemId(2), "Table", PRICE),
        new ItemAdded(STORE, new ItemId(1), "Chair", PRICE, "chair"),
        new TagsLinked(
            STORE,
            Map.of(new TagId(3), IdSet.of(1, 2), new TagId(1), IdSet.of(1)),
            Map.of(new TagId(4), IdSet.of(1))));

    assertThat(lines())
        .containsExactly(
            new OfItem(new Item("Chair", PRICE), "chair", List.of("wood", "furniture")),
            new OfItem(new Item("Table", PRICE), OWN + "item/2", List.of("furniture")),
            new OfPost(new Post("News", "Text"), "news", List.of("news")),
            new OfPost(new Post("Empty", null), OWN + "post/2", List.of()),
            new OfTags(List.of("bare", "also bare")));
  }

  @Test
  void a_changed_thing_is_exported_with_the_key_that_it_came_with() {
    catalogue.given(
        CREATED,
        new ItemAdded(STORE, new ItemId(1), "Chair", PRICE, "chair"),
        new PostAdded(STORE, new PostId(1), "News", null, "news"),
        new ItemChanged(STORE, new ItemId(1), null, BigDecimal.ONE),
        new PostChanged(STORE, new PostId(1), null, "Text"));

    assertThat(lines())
        .containsExactly(
            new OfItem(new Item("(redacted)", BigDecimal.ONE), "chair", List.of()),
            new OfPost(new Post("(redacted)", "Text"), "news", List.of()));
  }

  @Test
  void a_thousand_bare_tags_stand_on_a_line() {
    List<Event> history = new ArrayList<>(List.of(CREATED));
    IntStream.rangeClosed(1, 2001)
        .forEach(id -> history.add(new TagAdded(STORE, new TagId(id), "tag " + id)));
    catalogue.given(history.toArray(Event[]::new));

    assertThat(lines())
        .containsExactly(bareTags(1, 1000), bareTags(1001, 2000), bareTags(2001, 2001));
  }

  @Test
  void an_empty_store_has_no_lines_and_an_unknown_or_deleted_one_no_file() {
    catalogue.given(CREATED);
    assertThat(lines()).isEmpty();
    assertThat(queries.handle(new ExportStore(new StoreId(2)))).isNull();
    catalogue.given(CREATED, new StoreDeleted(STORE, IdSet.of(), IdSet.of(), IdSet.of()));
    assertThat(queries.handle(new ExportStore(STORE))).isNull();
  }

  @Test
  void what_happens_while_a_store_is_exported_is_not_in_its_file() {
    catalogue.given(CREATED, new ItemAdded(STORE, new ItemId(1), "Chair", PRICE, "chair"));
    try (Export export = requireNonNull(queries.handle(new ExportStore(STORE)))) {
      catalogue.given(
          new PostAdded(STORE, new PostId(1), "News", null),
          new TagAdded(STORE, new TagId(1), "bare"));
      Iterator<? extends Line> lines = export.lines().iterator();
      assertThat(lines.next()).isInstanceOf(OfItem.class);
      assertThat(lines.hasNext()).isFalse();
    }
    assertThat(lines()).hasSize(3);
  }

  @Test
  void a_large_store_is_exported_in_the_order_of_ids() {
    int many = 10_000;
    List<Event> history = new ArrayList<>(List.of(CREATED));
    for (int id = many; id > 0; id--) {
      history.add(new ItemAdded(STORE, new ItemId(id), "Chair", PRICE, "key " + id));
    }
    catalogue.given(history.toArray(Event[]::new));

    assertThat(lines())
        .extracting(line -> ((OfItem) line).key())
        .isEqualTo(IntStream.rangeClosed(1, many).mapToObj(id -> "key " + id).toList());
  }

  @Test
  void an_export_that_is_left_half_read_gives_its_connection_back() {
    catalogue.given(CREATED, new ItemAdded(STORE, new ItemId(1), "Chair", PRICE));
    for (int i = 0; i < 20; i++) {
      try (Export export = requireNonNull(queries.handle(new ExportStore(STORE)))) {
        assertThat(export.lines().findFirst()).isPresent();
      }
    }
    assertThat(catalogue.pool.getHikariPoolMXBean().getActiveConnections()).isZero();
  }

  private static List<Line> lines() {
    @Nullable Export export = queries.handle(new ExportStore(STORE));
    try (Export read = requireNonNull(export)) {
      return read.lines().map(Line.class::cast).toList();
    }
  }

  private static OfTags bareTags(int from, int to) {
    return new OfTags(IntStream.rangeClosed(from, to).mapToObj(id -> "tag " + id).toList());
  }
}
