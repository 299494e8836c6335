package tagledger.bench.work;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Requests that link what is not linked yet, as many as a candidate may come to send. Each of the
 * new tags that they need is borne by few items in the end, whoever is measured.
 */
final class Supply {

  private static final int ITEMS_OF_A_TAG = 100;
  private static final int TAGS_AT_ONCE = 20;
  private static final int ITEMS_AT_ONCE = 50;

  private Supply() {}

  /** Each a pair. The stores take turns. */
  static List<String> ofPairs(Catalogue catalogue, List<FilledStore> stores, int count)
      throws IOException, InterruptedException {
    int tags = atLeastOne(count / ITEMS_OF_A_TAG / stores.size());
    List<List<String>> ofStores = new ArrayList<>();
    for (FilledStore store : stores) {
      List<Integer> fresh = catalogue.freshTags(store, tags);
      ofStores.add(
          IntStream.range(0, tags * ITEMS_OF_A_TAG)
              .mapToObj(
                  n ->
                      "/item/%d/tag/%d"
                          .formatted(
                              strided(
                                  store, n % ITEMS_OF_A_TAG, n / ITEMS_OF_A_TAG, ITEMS_OF_A_TAG),
                              fresh.get(n / ITEMS_OF_A_TAG)))
              .toList());
    }
    return inTurn(ofStores);
  }

  /** Each a thousand pairs: fifty items here and there in a store, with twenty tags. */
  static List<String> ofThousands(Catalogue catalogue, List<FilledStore> stores, int count)
      throws IOException, InterruptedException {
    int groups = stores.getFirst().items().size() / ITEMS_AT_ONCE;
    int rounds = atLeastOne(count / groups / stores.size());
    List<List<String>> ofStores = new ArrayList<>();
    for (FilledStore store : stores) {
      List<Integer> fresh = catalogue.freshTags(store, rounds * TAGS_AT_ONCE);
      ofStores.add(
          IntStream.range(0, rounds * groups)
              .mapToObj(
                  n -> {
                    int first = n / groups * TAGS_AT_ONCE;
                    List<Integer> items =
                        IntStream.range(0, ITEMS_AT_ONCE)
                            .mapToObj(i -> strided(store, i, n % groups, ITEMS_AT_ONCE))
                            .toList();
                    return "/store/%d/link\t%s"
                        .formatted(
                            store.id(),
                            Filler.pairs(items, fresh.subList(first, first + TAGS_AT_ONCE)));
                  })
              .toList());
    }
    return inTurn(ofStores);
  }

  /** The i-th of so many that lie far from each other. */
  private static int strided(FilledStore store, int i, int offset, int count) {
    List<Integer> items = store.items();
    return items.get((i * (items.size() / count) + offset) % items.size());
  }

  private static int atLeastOne(int count) {
    return Math.max(1, count);
  }

  private static List<String> inTurn(List<List<String>> lists) {
    return IntStream.range(0, lists.getFirst().size())
        .boxed()
        .flatMap(n -> lists.stream().map(list -> list.get(n)))
        .toList();
  }
}
