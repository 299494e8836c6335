package tagledger.bench.work;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is written, in all its manners. */
public final class Writes {

  static final String ASYNC = "respond-async";

  private Writes() {}

  public static List<Work> all() {
    return Stream.of(false, true)
        .flatMap(
            async ->
                Stream.of(
                    new CreateItems(false, async),
                    new CreateItems(true, async),
                    new LinkPairs(false, async),
                    new LinkPairs(true, async),
                    new LinkMany(async)))
        .map(Work.class::cast)
        .toList();
  }

  static Optional<String> preference(boolean async) {
    return async ? Optional.of(ASYNC) : Optional.empty();
  }

  static String manner(boolean hot, boolean async) {
    return (hot ? "one hot store" : "many stores") + (async ? ", " + ASYNC : "");
  }
}
