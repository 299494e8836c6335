package tagledger.query.history;

import static java.util.function.Predicate.not;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tagledger.api.Change.Detail;
import tagledger.api.ThingKind;

/** Says how many of what: {@code 120 items and 30 tags added; 3 items changed}. */
final class Tally {

  private Tally() {}

  static String of(Counts counts) {
    return String.join(
        "; ",
        Stream.of("added", "changed", "removed")
            .map(verb -> of(counts, verb))
            .filter(not(String::isEmpty))
            .toList());
  }

  private static String of(Counts counts, String verb) {
    List<String> some =
        Stream.of(Count.values())
            .filter(what -> what.verb().equals(verb))
            .map(what -> number(what, counts.of(what)))
            .filter(not(String::isEmpty))
            .toList();
    return some.isEmpty() ? "" : listed(some) + ' ' + verb;
  }

  /** What came or went with a store, all of which the same thing happened to. */
  static String with(Counts counts) {
    List<String> some =
        Stream.of(Count.values())
            .filter(what -> what.of() != ThingKind.STORE)
            .map(what -> number(what, counts.of(what)))
            .filter(not(String::isEmpty))
            .toList();
    return some.isEmpty() ? "" : " with " + listed(some);
  }

  /** What happened to the links of a thing beside what happened to itself. */
  static String also(Detail detail, Counts counts) {
    Counts links = counts.linksAlone();
    if (links.of(ThingKind.LINK) == 0) {
      return "";
    }
    boolean together =
        detail.before() == null && links.of(Count.LINKS_REMOVED) == 0
            || detail.after() == null && links.of(Count.LINKS_ADDED) == 0;
    return together ? with(links) : "; " + of(links);
  }

  private static String number(Count what, long many) {
    if (many == 0) {
      return "";
    }
    String thing = what.of().name().toLowerCase(Locale.ROOT);
    return String.format(Locale.ENGLISH, "%,d %s%s", many, thing, many == 1 ? "" : "s");
  }

  private static String listed(List<String> some) {
    int last = some.size() - 1;
    return last == 0
        ? some.getFirst()
        : String.join(", ", some.subList(0, last)) + " and " + some.get(last);
  }
}
