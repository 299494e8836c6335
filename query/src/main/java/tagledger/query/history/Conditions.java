package tagledger.query.history;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tagledger.api.IdSet;
import tagledger.api.Query.ChangeFilter;
import tagledger.api.Query.ChangePage;
import tagledger.api.ThingKind;

/** What rows with a {@code position} must be like, and in which order they come. */
final class Conditions {

  private final List<String> conditions = new ArrayList<>(List.of("true"));
  private final List<Object> parameters = new ArrayList<>();

  static Conditions of(ChangeFilter filter) {
    Conditions all = new Conditions();
    all.add("store_id = ?", filter.store() == null ? null : filter.store().value());
    all.add("actor = ?", filter.actor());
    all.add("request = ?", filter.request());
    all.add("types @> ARRAY[?]::text[]", filter.type());
    all.add("position >= ?", filter.from());
    all.add("position <= ?", filter.to());
    IdSet only = filter.only();
    all.add("store_id = ANY (?)", only == null ? null : only.ids().asLongStream().boxed().toList());
    if (filter.kind() != null) {
      all.conditions.add(counted(filter.kind()));
    }
    return all;
  }

  private static String counted(ThingKind kind) {
    List<String> counts = new ArrayList<>();
    for (Count what : Count.values()) {
      if (what.of() == kind) {
        counts.add("counts[" + (what.ordinal() + 1) + "]");
      }
    }
    return String.join(" + ", counts) + " > 0";
  }

  /** A condition that is one only where there is a parameter to it. */
  Conditions add(String condition, @Nullable Object parameter) {
    if (parameter != null) {
      conditions.add(condition);
      parameters.add(parameter);
    }
    return this;
  }

  Conditions add(ChangePage page) {
    return add(page.newestFirst() ? "position < ?" : "position > ?", page.after());
  }

  String sql(ChangePage page) {
    return " WHERE %s ORDER BY position%s"
        .formatted(String.join(" AND ", conditions), page.newestFirst() ? " DESC" : "");
  }

  List<Object> parameters() {
    return parameters;
  }
}
