package tagledger.app.http;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tagledger.api.IdSet;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a request's JSON object. Each is asked for by its name and kind; {@link #verify}
 * then names everything that is wrong at once, also the fields that nobody asked for.
 */
final class JsonBody {

  static final int MAX_NAME = 80;
  static final int MAX_TITLE = 255;
  static final int MAX_CONTENT_BYTES = 1 << 20;
  static final int MAX_IDS = 100_000;

  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,1000}");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,1000}(\\.\\d{0,1000})?|\\.\\d{1,1000})([eE][+-]?\\d{1,9})?");

  private final Map<String, JsonNode> fields;
  private final Map<String, List<String>> errors = new LinkedHashMap<>();
  private final Set<String> known = new LinkedHashSet<>();

  JsonBody(Map<String, JsonNode> fields, Set<String> duplicates) {
    this.fields = fields;
    duplicates.forEach(field -> error(field, "Duplicate field."));
  }

  /** A name, or nothing where it is at fault. */
  @Nullable String name(String field, boolean required) {
    return text(field, required, MAX_NAME);
  }

  /** A title, or nothing where it is at fault. */
  @Nullable String title(String field, boolean required) {
    return text(field, required, MAX_TITLE);
  }

  /** A text of at most a megabyte, which may be empty or absent. */
  @Nullable String content(String field) {
    String content = string(field, false);
    if (content != null && content.getBytes(StandardCharsets.UTF_8).length > MAX_CONTENT_BYTES) {
      return error(field, "Longer than maximum length " + MAX_CONTENT_BYTES + " bytes.");
    }
    return content;
  }

  /** A set of ids, empty where it is absent or at fault; numbers that are no id are strangers. */
  IdSet ids(String field, boolean required, Strangers strangers) {
    JsonNode value = value(field, required);
    if (value == null) {
      return IdSet.of();
    }
    if (!value.isArray()) {
      error(field, "Not a valid list.");
      return IdSet.of();
    }
    if (value.size() > MAX_IDS) {
      error(field, "Longer than maximum length " + MAX_IDS + ".");
      return IdSet.of();
    }
    IntStream.Builder ids = IntStream.builder();
    for (JsonNode each : value) {
      BigInteger number = integer(each);
      if (number == null) {
        error(field, "Not a valid integer.");
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

  private @Nullable String text(String field, boolean required, int longest) {
    String text = string(field, required);
    if (text == null) {
      return null;
    }
    if (text.isEmpty()) {
      return error(field, "Shorter than minimum length 1.");
    }
    if (text.codePointCount(0, text.length()) > longest) {
      return error(field, "Longer than maximum length " + longest + ".");
    }
    return text;
  }

  private @Nullable String string(String field, boolean required) {
    JsonNode value = value(field, required);
    if (value == null) {
      return null;
    }
    if (!value.isString() || !isStorable(value.stringValue())) {
      return error(field, "Not a valid string.");
    }
    return value.stringValue();
  }

  /** A price without superfluous zeros, or nothing where it is at fault. */
  @Nullable BigDecimal price(String field, boolean required) {
    JsonNode value = value(field, required);
    if (value == null) {
      return null;
    }
    BigDecimal number = number(value);
    if (number == null) {
      return error(field, "Not a valid number.");
    }
    if (number.signum() < 0) {
      return error(field, "Must be greater than or equal to 0.");
    }
    if (number.signum() > 0 && (long) number.precision() - number.scale() > Price.WHOLE_DIGITS) {
      return error(field, "Must be less than " + Price.LIMIT.toPlainString() + ".");
    }
    BigDecimal price = Price.shortest(number);
    if (price.scale() > Price.DECIMAL_PLACES) {
      return error(field, "Must have at most " + Price.DECIMAL_PLACES + " decimal places.");
    }
    return price;
  }

  /** A whole number, or nothing where it is at fault. */
  @Nullable BigInteger integer(String field, boolean required) {
    JsonNode value = value(field, required);
    if (value == null) {
      return null;
    }
    BigInteger number = integer(value);
    return number == null ? error(field, "Not a valid integer.") : number;
  }

  /**
   * @throws Refused with all that is wrong
   */
  void verify() {
    fields.keySet().stream()
        .filter(field -> !known.contains(field))
        .forEach(field -> error(field, "Unknown field."));
    if (!errors.isEmpty()) {
      throw new Refused(Refusal.invalid("json", errors));
    }
  }

  private @Nullable JsonNode value(String field, boolean required) {
    known.add(field);
    JsonNode value = fields.get(field);
    if (value == null) {
      if (required) {
        error(field, "Missing data for required field.");
      }
      return null;
    }
    if (value.isNull()) {
      error(field, "Field may not be null.");
      return null;
    }
    return value;
  }

  private static @Nullable BigInteger integer(JsonNode value) {
    if (value.isIntegralNumber()) {
      return value.bigIntegerValue();
    }
    return value.isString() && INTEGER.matcher(value.stringValue().strip()).matches()
        ? new BigInteger(value.stringValue().strip())
        : null;
  }

  private <T> @Nullable T error(String field, String message) {
    errors.computeIfAbsent(field, key -> new ArrayList<>()).add(message);
    return null;
  }

  /** Whether a text is a number, and not beyond all measure. */
  static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  private static @Nullable BigDecimal number(JsonNode value) {
    if (value.isNumber()) {
      return value.decimalValue();
    }
    if (value.isString() && isNumber(value.stringValue().strip())) {
      return new BigDecimal(value.stringValue().strip());
    }
    return null;
  }

  /** PostgreSQL's text holds no NUL, and UTF-8 no half of a surrogate pair. */
  private static boolean isStorable(String text) {
    return text.codePoints()
        .allMatch(
            point ->
                point != 0
                    && !(point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE));
  }
}
