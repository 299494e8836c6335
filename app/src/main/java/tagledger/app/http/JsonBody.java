package tagledger.app.http;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tagledger.api.IdSet;
import tagledger.app.input.Faults;
import tagledger.app.input.JsonFields;
import tagledger.app.input.JsonObjects;
import tagledger.app.input.Text;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a request's JSON object. Each is asked for by its name and kind; {@link #verify}
 * then names everything that is wrong at once, also the fields that nobody asked for.
 */
final class JsonBody {

  private final JsonFields fields;

  JsonBody(JsonFields fields) {
    this.fields = fields;
  }

  /** A name, or nothing where it is at fault. */
  @Nullable String name(String field, boolean required) {
    return fields.text(field, required, Text.NAME);
  }

  /** A title, or nothing where it is at fault. */
  @Nullable String title(String field, boolean required) {
    return fields.text(field, required, Text.TITLE);
  }

  /** A text of at most a megabyte, which may be empty or absent. */
  @Nullable String content(String field) {
    return fields.text(field, false, Text.CONTENT);
  }

  /** A password, or nothing where it is at fault. */
  @Nullable String password(String field, int shortest) {
    String text = fields.text(field, true, Text.PASSWORD);
    if (text != null && text.codePointCount(0, text.length()) < shortest) {
      fault(field, "Shorter than minimum length " + shortest + ".");
    }
    return text;
  }

  /** One of these, in small letters, or nothing where it is at fault. */
  <E extends Enum<E>> @Nullable E oneOf(String field, Class<E> type) {
    String text = fields.text(field, true, Text.NAME);
    if (text == null) {
      return null;
    }
    List<String> names =
        Stream.of(type.getEnumConstants()).map(it -> it.name().toLowerCase(Locale.ROOT)).toList();
    if (!names.contains(text)) {
      fault(field, "Must be one of: " + String.join(", ", names) + ".");
      return null;
    }
    return type.getEnumConstants()[names.indexOf(text)];
  }

  void fault(String field, String message) {
    fields.fault(field, message);
  }

  /** A price without superfluous zeros, or nothing where it is at fault. */
  @Nullable BigDecimal price(String field, boolean required) {
    return fields.price(field, required);
  }

  /** A whole number, or nothing where it is at fault. */
  @Nullable BigInteger integer(String field, boolean required) {
    return fields.integer(field, required);
  }

  /** A set of ids, empty where it is absent or at fault; numbers that are no id are strangers. */
  IdSet ids(String field, boolean required, Strangers strangers) {
    List<JsonNode> list = fields.list(field, required, JsonObjects.MAX_LIST);
    if (list == null) {
      return IdSet.of();
    }
    IntStream.Builder ids = IntStream.builder();
    for (JsonNode each : list) {
      BigInteger number = JsonFields.integer(each);
      if (number == null) {
        fields.fault(field, "Not a valid integer.");
        return IdSet.of();
      }
      if (number.signum() <= 0 || number.bitLength() >= Integer.SIZE) {
        strangers.add(field, number);
      } else {
        ids.add(number.intValueExact());
      }
    }
    return IdSet.of(ids.build().toArray());
  }

  /**
   * @throws Refused with all that is wrong
   */
  void verify() {
    Faults faults = fields.faults();
    if (!faults.isEmpty()) {
      throw new Refused(Refusal.invalid("json", faults.byField()));
    }
  }
}
