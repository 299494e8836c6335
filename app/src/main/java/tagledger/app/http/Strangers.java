package tagledger.app.http;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import tagledger.api.IdSet;
import tagledger.api.Rejection;

/** The ids that a body names and that are not of its store, by field: also those that are no id. */
final class Strangers {

  static final String ITEMS = "item_ids";
  static final String POSTS = "post_ids";
  static final String TAGS = "tag_ids";

  private final Map<String, SortedSet<BigInteger>> fields = new LinkedHashMap<>();

  void add(String field, BigInteger id) {
    fields.computeIfAbsent(field, any -> new TreeSet<>()).add(id);
  }

  Strangers add(Rejection.NotOfThisStore found) {
    add(ITEMS, found.items());
    add(POSTS, found.posts());
    add(TAGS, found.tags());
    return this;
  }

  boolean isEmpty() {
    return fields.isEmpty();
  }

  Refusal refusal() {
    Map<String, List<String>> errors = new LinkedHashMap<>();
    fields.forEach(
        (field, ids) ->
            errors.put(field, ids.stream().map(id -> id + " is not of this store.").toList()));
    return Refusal.invalid("json", errors);
  }

  private void add(String field, IdSet ids) {
    ids.ids().forEach(id -> add(field, BigInteger.valueOf(id)));
  }
}
