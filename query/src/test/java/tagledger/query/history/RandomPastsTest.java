package tagledger.query.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tagledger.api.Event;
import tagledger.api.ItemId;
import tagledger.api.Listing;
import tagledger.api.Metadata;
import tagledger.api.PostId;
import tagledger.api.Query.AsOf;
import tagledger.api.Query.FindItem;
import tagledger.api.Query.FindPost;
import tagledger.api.Query.FindStore;
import tagledger.api.Query.FindTag;
import tagledger.api.Query.ListItems;
import tagledger.api.Query.ListItemsOfTag;
import tagledger.api.Query.ListPosts;
import tagledger.api.Query.ListPostsOfStore;
import tagledger.api.Query.ListPostsOfTag;
import tagledger.api.Query.ListStores;
import tagledger.api.Query.ListTags;
import tagledger.api.Query.ListTagsOfItem;
import tagledger.api.Query.ListTagsOfPost;
import tagledger.api.Query.OfCatalogue;
import tagledger.api.Query.Page;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.api.Versioned;
import tagledger.api.View;
import tagledger.query.catalogue.CatalogueInTest;
import tagledger.query.catalogue.CatalogueModel;
import tagledger.query.history.HistoryInTest.Recorded;

/** At any position of any history, the past answers what the catalogue answered then. */
class RandomPastsTest {

  private static final int EVENTS = 400;

  private static CatalogueInTest catalogue;
  private static HistoryInTest history;

  @BeforeAll
  static void start() {
    catalogue = new CatalogueInTest();
    history = new HistoryInTest();
  }

  @AfterAll
  static void stop() {
    catalogue.close();
    history.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void every_read_as_of_any_position_is_what_it_was_then(long seed) {
    List<CatalogueInTest.Recorded> events = new CatalogueModel(seed).history(EVENTS);
    List<Recorded> recorded = commands(events, new Random(seed));
    TreeMap<Long, Map<OfCatalogue, Object>> seen = new TreeMap<>();
    catalogue.empty();
    for (int from = 0; from < events.size(); ) {
      int to = endOfCommand(recorded, from);
      catalogue.apply(events.subList(from, to));
      seen.put(from + 1L, answers());
      from = to;
    }
    List<String> oneByOne = replay(recorded, 1, 1, seed);
    assertThat(replay(recorded, 2 * EVENTS, 2 * EVENTS, seed)).as("at once").isEqualTo(oneByOne);
    assertThat(replay(recorded, 1, 7, seed)).as("small batches").isEqualTo(oneByOne);
    assertThat(history.progress.position()).isEqualTo(recorded.size());
    Random random = new Random(seed);
    for (long position = 0; position <= recorded.size(); position += random.nextInt(1, 12)) {
      Map.Entry<Long, Map<OfCatalogue, Object>> then = seen.floorEntry(position);
      assertShows(position, then == null ? Map.of() : then.getValue());
    }
  }

  /** Events of one store that follow each other are now and then of one command. */
  private static List<Recorded> commands(List<CatalogueInTest.Recorded> events, Random random) {
    List<Recorded> recorded = new ArrayList<>();
    int command = 0;
    @Nullable Event last = null;
    for (CatalogueInTest.Recorded one : events) {
      if (last == null || !last.store().equals(one.event().store()) || !belongs(last, random)) {
        command++;
      }
      last = one.event();
      recorded.add(
          new Recorded(
              one.event(),
              one.sequence(),
              Map.of(Metadata.COMMAND_ID, "c" + command, Metadata.CHANGE, "change " + command)));
    }
    return recorded;
  }

  private static boolean belongs(Event last, Random random) {
    return last instanceof Event.TagsUnlinked || random.nextInt(4) == 0;
  }

  private static int endOfCommand(List<Recorded> recorded, int from) {
    int to = from + 1;
    while (to < recorded.size()
        && recorded.get(to).metadata().equals(recorded.get(from).metadata())) {
      to++;
    }
    return to;
  }

  private static List<String> replay(List<Recorded> recorded, int least, int most, long seed) {
    Random random = new Random(seed);
    history.empty();
    history.log(recorded);
    for (int from = 0; from < recorded.size(); ) {
      int to = Math.min(recorded.size(), from + random.nextInt(least, most + 1));
      history.take(recorded.subList(from, to));
      from = to;
    }
    return history.rows();
  }

  /** What can be asked, and how it is answered now. */
  private static Map<OfCatalogue, Object> answers() {
    Map<OfCatalogue, Object> answers = new HashMap<>();
    for (View store : list(answers, new ListStores(Page.ALL))) {
      StoreId id = new StoreId(store.id());
      answers.put(new FindStore(id), store);
      list(answers, new ListPostsOfStore(id, Page.ALL));
      for (View tag : list(answers, new ListTags(id, Page.ALL))) {
        TagId of = new TagId(tag.id());
        answers.put(new FindTag(of), tag);
        list(answers, new ListItemsOfTag(of, Page.ALL));
        list(answers, new ListPostsOfTag(of, new Page(2, 4)));
      }
    }
    list(answers, new ListItems(Page.ALL));
    for (View item : list(answers, new ListItems(new Page(7, 5)))) {
      ItemId id = new ItemId(item.id());
      answers.put(new FindItem(id), item);
      list(answers, new ListTagsOfItem(id, Page.ALL));
    }
    for (View post : list(answers, new ListPosts(Page.ALL))) {
      PostId id = new PostId(post.id());
      answers.put(new FindPost(id), post);
      list(answers, new ListTagsOfPost(id, Page.ALL));
    }
    return answers;
  }

  private static List<View> list(Map<OfCatalogue, Object> answers, OfCatalogue query) {
    List<View> answer = catalogue.list(query);
    answers.put(query, answer);
    return answer;
  }

  private static void assertShows(long position, Map<OfCatalogue, Object> answers) {
    answers.forEach(
        (query, then) ->
            assertThat(asked(query, position)).as("%s at %d", query, position).isEqualTo(then));
    if (answers.isEmpty()) {
      assertThat(asked(new ListStores(Page.ALL), position)).isEqualTo(List.of());
      assertThat(asked(new ListItems(Page.ALL), position)).isEqualTo(List.of());
      assertThat(asked(new FindStore(new StoreId(1)), position)).isNull();
      assertThat(asked(new ListTags(new StoreId(1), Page.ALL), position)).isNull();
    }
  }

  private static @Nullable Object asked(OfCatalogue query, long position) {
    return switch (history.past.handle(new AsOf(query, position))) {
      case null -> null;
      case Versioned one -> one.view();
      case Listing listing -> CatalogueInTest.read(listing);
      default -> throw new IllegalStateException("No answer to " + query);
    };
  }
}
