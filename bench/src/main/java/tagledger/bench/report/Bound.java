package tagledger.bench.report;

import java.util.Optional;

/**
 * Something that must be reached.
 *
 * @param reached empty where it was not measured
 */
public record Bound(String what, boolean atLeast, double asked, Optional<Spread> reached) {

  public static Bound atLeast(String what, double asked, Optional<Spread> reached) {
    return new Bound(what, true, asked, reached);
  }

  public static Bound atMost(String what, double asked, Optional<Spread> reached) {
    return new Bound(what, false, asked, reached);
  }

  boolean isMeasured() {
    return reached.isPresent();
  }

  String row() {
    return "| %s | %s %s | %s | %s |"
        .formatted(
            what,
            atLeast ? "≥" : "≤",
            Numbers.of(asked),
            reached.map(Numbers::of).orElse("not measured"),
            reached.map(this::verdict).orElse(""));
  }

  private String verdict(Spread measured) {
    double share = atLeast ? measured.median() / asked : asked / measured.median();
    return (share >= 1 ? "yes" : "**no**") + ", " + Numbers.of(share) + " of it";
  }
}
