package tagledger.app.imports;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tagledger.api.Row;
import tagledger.app.input.Faults;
import tagledger.app.input.JsonFields;
import tagledger.app.input.JsonObjects;
import tagledger.app.input.Text;
import tools.jackson.databind.JsonNode;

/** What a line's JSON object is a row of: an item, a post, or tags alone. */
final class NdjsonRow {

  private static final String ITEM = "item";
  private static final String POST = "post";
  private static final String KEY = "key";

  /** The fields that are objects themselves. */
  static final Set<String> THINGS = Set.of(ITEM, POST);

  private final PlaceKeys keys;

  NdjsonRow(PlaceKeys keys) {
    this.keys = keys;
  }

  Found found(long line, JsonFields fields) {
    if (fields.has(ITEM) && fields.has(POST)) {
      return new Found.Bad(line, "Has an item and a post: give each a line of its own.");
    }
    if (fields.has(ITEM)) {
      return item(line, fields);
    }
    if (fields.has(POST)) {
      return post(line, fields);
    }
    List<String> tags = tags(fields);
    Faults faults = fields.faults();
    if (!faults.isEmpty()) {
      return Found.Bad.of(line, faults);
    }
    return tags == null
        ? new Found.Bad(line, "Has no item, no post and no tags.")
        : new Found.Good(new Row.OfTags(line, tags));
  }

  private Found item(long line, JsonFields fields) {
    Faults faults = new Faults();
    JsonFields item = fields.object(ITEM);
    String name = null;
    BigDecimal price = null;
    if (item != null) {
      name = item.text("name", true, Text.NAME);
      price = item.price("price", true);
      faults.addAll(item.faults());
    }
    String key = key(PlaceKeys.Kind.ITEM, name, fields);
    List<String> tags = tags(fields);
    faults.addAll(fields.faults());
    if (!faults.isEmpty() || name == null) {
      return Found.Bad.of(line, faults);
    }
    return key == null
        ? new Found.Bad(line, PlaceKeys.FULL)
        : new Found.Good(new Row.OfItem(line, key, name, price, tags));
  }

  private Found post(long line, JsonFields fields) {
    Faults faults = new Faults();
    JsonFields post = fields.object(POST);
    String title = null;
    String content = null;
    if (post != null) {
      title = post.text("title", true, Text.TITLE);
      content = post.text("content", false, Text.CONTENT);
      faults.addAll(post.faults());
    }
    String key = key(PlaceKeys.Kind.POST, title, fields);
    List<String> tags = tags(fields);
    faults.addAll(fields.faults());
    if (!faults.isEmpty() || title == null) {
      return Found.Bad.of(line, faults);
    }
    return key == null
        ? new Found.Bad(line, PlaceKeys.FULL)
        : new Found.Good(new Row.OfPost(line, key, title, content, tags));
  }

  /** A key that is given, or else that of its place, also where something else is at fault. */
  private @Nullable String key(PlaceKeys.Kind kind, @Nullable String name, JsonFields fields) {
    if (fields.has(KEY) || name == null) {
      return fields.text(KEY, false, Text.KEY);
    }
    return keys.next(kind, name);
  }

  private static @Nullable List<String> tags(JsonFields fields) {
    List<JsonNode> list = fields.list(TagNames.FIELD, false, JsonObjects.MAX_LIST);
    if (list == null) {
      return null;
    }
    TagNames names = new TagNames();
    for (JsonNode each : list) {
      if (each.isString()) {
        names.add(each.stringValue());
      } else {
        names.fault(each.isNull() ? "Field may not be null." : "Not a valid string.");
      }
    }
    Faults faults = new Faults();
    List<String> verified = names.verified(faults);
    faults.byField().forEach((field, messages) -> fields.fault(field, messages.getFirst()));
    return verified;
  }
}
