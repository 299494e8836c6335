package tagledger.query.history;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tagledger.api.Change.Detail;
import tagledger.api.Change.ItemLink;
import tagledger.api.Change.ItemState;
import tagledger.api.Change.PostLink;
import tagledger.api.Change.PostState;
import tagledger.api.Change.State;
import tagledger.api.Change.StoreState;
import tagledger.api.Change.TagState;
import tagledger.api.Difference;
import tagledger.api.Metadata;
import tagledger.api.Query.ChangeFilter;
import tagledger.api.Query.ChangePage;
import tagledger.api.Query.CompareStore;
import tagledger.api.Query.ListChanges;
import tagledger.api.Query.ListHistory;
import tagledger.api.StoreId;
import tagledger.api.ThingKind;
import tagledger.query.catalogue.CatalogueInTest;
import tagledger.query.catalogue.CatalogueModel;
import tagledger.query.history.HistoryInTest.Recorded;

/** Whatever happened, what is told of it fits together. */
class RandomChangesTest {

  private static final int EVENTS = 400;

  /** A thing or a link, whatever is said of it. */
  private record Key(ThingKind kind, int id, int tag, boolean ofItem) {
    static Key of(State state) {
      return switch (state) {
        case StoreState it -> new Key(ThingKind.STORE, it.id(), 0, false);
        case ItemState it -> new Key(ThingKind.ITEM, it.id(), 0, false);
        case PostState it -> new Key(ThingKind.POST, it.id(), 0, false);
        case TagState it -> new Key(ThingKind.TAG, it.id(), 0, false);
        case ItemLink it -> new Key(ThingKind.LINK, it.itemId(), it.tagId(), true);
        case PostLink it -> new Key(ThingKind.LINK, it.postId(), it.tagId(), false);
      };
    }

    /** Whether it is the thing, or a link of it. */
    boolean touches(ThingKind what, int which) {
      return switch (what) {
        case TAG -> kind == what ? id == which : kind == ThingKind.LINK && tag == which;
        case ITEM -> id == which && (kind == what || kind == ThingKind.LINK && ofItem);
        case POST -> id == which && (kind == what || kind == ThingKind.LINK && !ofItem);
        case STORE, LINK -> throw new IllegalArgumentException();
      };
    }
  }

  private static HistoryInTest history;

  @BeforeAll
  static void start() {
    history = new HistoryInTest();
  }

  @AfterAll
  static void stop() {
    history.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 14, 16})
  void changes_histories_and_differences_tell_the_same(long seed) {
    given(seed);
    List<ReadChange> changes = changes(new ChangePage(false, null, null));
    Map<Key, Integer> stores = new HashMap<>();
    TreeMap<Long, Map<Key, State>> states = states(changes, stores);
    assertHistories(changes, stores.keySet());
    Random random = new Random(seed);
    for (int i = 0; i < 15; i++) {
      int from = random.nextInt(EVENTS);
      int to = random.nextInt(EVENTS);
      assertDifference(states, stores, from, to);
    }
    assertPages(changes, random);
    assertThat(history.connectionsInUse()).isZero();
  }

  /** Each command is a change. */
  private static void given(long seed) {
    Random random = new Random(seed);
    List<CatalogueInTest.Recorded> events = new CatalogueModel(seed).history(EVENTS);
    List<Recorded> recorded = new ArrayList<>();
    int command = 0;
    for (CatalogueInTest.Recorded one : events) {
      if (recorded.isEmpty()
          || !recorded.getLast().event().store().equals(one.event().store())
          || random.nextInt(3) > 0) {
        command++;
      }
      recorded.add(
          new Recorded(
              one.event(),
              one.sequence(),
              Map.of(Metadata.COMMAND_ID, "c" + command, Metadata.CHANGE, "change " + command)));
    }
    history.empty();
    history.log(recorded);
    history.take(recorded);
  }

  /** What is there at each position, where what was before each change is what was after those. */
  private static TreeMap<Long, Map<Key, State>> states(
      List<ReadChange> changes, Map<Key, Integer> stores) {
    TreeMap<Long, Map<Key, State>> states = new TreeMap<>(Map.of(0L, Map.of()));
    Map<Key, State> state = new HashMap<>();
    long begin = 1;
    for (ReadChange change : changes) {
      Set<Key> told = new HashSet<>();
      for (Detail detail : change.details()) {
        Key key = Key.of(detail.last());
        assertThat(told.add(key)).as("%s once in %s", key, change).isTrue();
        assertThat(detail.kind()).isEqualTo(key.kind());
        assertThat(detail.before()).as("%s", change).isEqualTo(state.get(key));
        if (detail.after() == null) {
          state.remove(key);
        } else {
          state.put(key, detail.after());
        }
        stores.put(key, change.change().storeId());
      }
      assertThat(change.details()).isSortedAccordingTo(order());
      states.put(begin, Map.copyOf(state));
      begin = change.position() + 1;
    }
    return states;
  }

  private static Comparator<Detail> order() {
    List<ThingKind> kinds =
        List.of(ThingKind.STORE, ThingKind.TAG, ThingKind.ITEM, ThingKind.POST, ThingKind.LINK);
    return Comparator.comparing(
        detail -> Key.of(detail.last()),
        Comparator.comparing((Key key) -> kinds.indexOf(key.kind()))
            .thenComparing(key -> !key.ofItem())
            .thenComparing(Key::id)
            .thenComparing(Key::tag));
  }

  private static void assertHistories(List<ReadChange> changes, Set<Key> keys) {
    for (Key key : keys) {
      if (key.kind() == ThingKind.STORE || key.kind() == ThingKind.LINK) {
        continue;
      }
      List<List<Detail>> expected =
          changes.stream()
              .map(
                  change ->
                      change.details().stream()
                          .filter(detail -> Key.of(detail.last()).touches(key.kind(), key.id()))
                          .toList())
              .filter(details -> !details.isEmpty())
              .toList();
      List<ReadChange> entries = history(key, new ChangePage(false, null, null));
      assertThat(entries.stream().map(ReadChange::details).filter(some -> !some.isEmpty()))
          .as("%s", key)
          .containsExactlyElementsOf(expected);
      assertThat(Collections.unmodifiableList(history(key, new ChangePage(true, null, null))))
          .isEqualTo(entries.reversed());
    }
  }

  private static void assertDifference(
      TreeMap<Long, Map<Key, State>> states, Map<Key, Integer> stores, long from, long to) {
    Map<Key, State> before = states.floorEntry(from).getValue();
    Map<Key, State> after = states.floorEntry(to).getValue();
    for (int store : Set.copyOf(stores.values())) {
      List<Detail> expected =
          Stream.concat(before.keySet().stream(), after.keySet().stream())
              .distinct()
              .filter(key -> requireNonNull(stores.get(key)) == store)
              .map(key -> new Detail(key.kind(), before.get(key), after.get(key)))
              .filter(detail -> detail.before() == null || !detail.before().equals(detail.after()))
              .sorted(order())
              .toList();
      Key key = new Key(ThingKind.STORE, store, 0, false);
      try (Difference difference =
          history.comparisons.handle(new CompareStore(new StoreId(store), from, to))) {
        if (!before.containsKey(key) && !after.containsKey(key)) {
          assertThat(difference).isNull();
        } else {
          assertThat(requireNonNull(difference).added().toList())
              .as("%d from %d to %d", store, from, to)
              .containsExactlyElementsOf(
                  expected.stream().filter(it -> it.before() == null).toList());
          assertThat(difference.removed().toList())
              .containsExactlyElementsOf(
                  expected.stream().filter(it -> it.after() == null).toList());
          assertThat(difference.changed().toList())
              .containsExactlyElementsOf(
                  expected.stream()
                      .filter(it -> it.before() != null && it.after() != null)
                      .toList());
        }
      }
    }
  }

  private static void assertPages(List<ReadChange> changes, Random random) {
    for (boolean newestFirst : new boolean[] {false, true}) {
      List<ReadChange> walked = new ArrayList<>();
      Long after = null;
      do {
        ChangePage page = new ChangePage(newestFirst, after, random.nextInt(1, 60));
        var answer = history.changes.handle(new ListChanges(ChangeFilter.NONE, page));
        after = answer.next();
        walked.addAll(ReadChange.all(answer));
      } while (after != null);
      assertThat(walked).isEqualTo(newestFirst ? changes.reversed() : changes);
    }
  }

  private static List<ReadChange> changes(ChangePage page) {
    return ReadChange.all(history.changes.handle(new ListChanges(ChangeFilter.NONE, page)));
  }

  private static List<ReadChange> history(Key key, ChangePage page) {
    return ReadChange.all(history.changes.handle(new ListHistory(key.kind(), key.id(), page)));
  }
}
