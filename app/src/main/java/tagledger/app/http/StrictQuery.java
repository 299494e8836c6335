package tagledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tagledger.api.Query.ChangePage;

/**
 * The query of a request in which nothing goes unheard: what is unknown, or given twice, would lead
 * whoever trusts the answer astray. All its faults are told at once.
 */
final class StrictQuery {

  private final HttpServletRequest request;
  private final Map<String, List<String>> faults = new LinkedHashMap<>();

  StrictQuery(HttpServletRequest request, Set<String> known) {
    this.request = request;
    for (String name : QueryString.names(request)) {
      if (!known.contains(name)) {
        fault(name, "Unknown field.");
      }
    }
  }

  void fault(String name, String fault) {
    faults.putIfAbsent(name, List.of(fault));
  }

  /** What is given under that name, or under the other that means the same. */
  @Nullable String text(String... names) {
    List<String> given =
        Stream.of(names).flatMap(name -> QueryString.values(request, name).stream()).toList();
    if (given.size() > 1) {
      fault(names[0], "Given more than once.");
    }
    if (given.stream().anyMatch(text -> text.indexOf('\0') >= 0)) {
      fault(names[0], "Not a valid string.");
    }
    return given.isEmpty() ? null : given.getFirst();
  }

  <E extends Enum<E>> @Nullable E oneOf(String name, Class<E> type) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    for (E each : type.getEnumConstants()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(text)) {
        return each;
      }
    }
    List<String> names =
        Stream.of(type.getEnumConstants()).map(it -> it.name().toLowerCase(Locale.ROOT)).toList();
    fault(name, "Must be one of: " + String.join(", ", names) + ".");
    return null;
  }

  @Nullable Place place(String name) {
    String text = text(name);
    Place place = text == null ? null : Place.parse(text);
    if (text != null && place == null) {
      fault(name, Place.FAULT);
    }
    return place;
  }

  private enum Order {
    ASC,
    DESC
  }

  ChangePage page() {
    Order order = oneOf("order", Order.class);
    return new ChangePage(
        order == Order.DESC,
        Paging.place(text("after"), "after", faults),
        Paging.limit(text("limit"), faults));
  }

  /**
   * @throws Refused where there is a fault
   */
  void verify() {
    if (!faults.isEmpty()) {
      throw new Refused(Refusal.invalid("query", faults));
    }
  }
}
