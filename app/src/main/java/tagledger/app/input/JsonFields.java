package tagledger.app.input;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a JSON object. Each is asked for by its name and kind; {@link #faults} then names
 * everything that is wrong at once, also the fields that nobody asked for.
 */
public final class JsonFields {

  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,1000}");

  private final Map<String, JsonNode> fields;
  private final Map<String, JsonFields> objects;
  private final Faults faults = new Faults();
  private final Set<String> known = new LinkedHashSet<>();

  JsonFields(
      Map<String, JsonNode> fields, Map<String, JsonFields> objects, Set<String> duplicates) {
    this.fields = fields;
    this.objects = objects;
    duplicates.forEach(field -> faults.add(field, "Duplicate field."));
  }

  /** Whether it is there at all, at fault or not. */
  public boolean has(String field) {
    return fields.containsKey(field);
  }

  /** A text, or nothing where it is at fault. */
  public @Nullable String text(String field, boolean required, Text kind) {
    JsonNode value = value(field, required);
    if (value == null) {
      return null;
    }
    return value.isString()
        ? faults.text(field, value.stringValue(), kind)
        : faults.add(field, "Not a valid string.");
  }

  /** A price without superfluous zeros, or nothing where it is at fault. */
  public @Nullable BigDecimal price(String field, boolean required) {
    JsonNode value = value(field, required);
    return value == null ? null : faults.price(field, number(value));
  }

  /** A whole number, or nothing where it is at fault. */
  public @Nullable BigInteger integer(String field, boolean required) {
    JsonNode value = value(field, required);
    if (value == null) {
      return null;
    }
    BigInteger number = integer(value);
    return number == null ? faults.add(field, "Not a valid integer.") : number;
  }

  /** A list, or nothing where it is at fault. */
  public @Nullable List<JsonNode> list(String field, boolean required, int longest) {
    JsonNode value = value(field, required);
    if (value == null) {
      return null;
    }
    if (!value.isArray()) {
      return faults.add(field, "Not a valid list.");
    }
    return value.size() > longest
        ? faults.add(field, "Longer than maximum length " + longest + ".")
        : List.copyOf(value.values());
  }

  /** One of the objects that were to be read with it, or nothing where it is at fault. */
  public @Nullable JsonFields object(String field) {
    JsonFields object = objects.get(field);
    if (object != null) {
      known.add(field);
      return object;
    }
    return value(field, false) == null ? null : faults.add(field, "Not a valid object.");
  }

  /** All that is wrong, where each field was asked for that may be there. */
  public Faults faults() {
    fields.keySet().stream()
        .filter(known::add)
        .forEach(field -> faults.add(field, "Unknown field."));
    return faults;
  }

  /** What is wrong with a field, as who asked for it found. */
  public <T> @Nullable T fault(String field, String message) {
    return faults.add(field, message);
  }

  /** A whole number, also in digits, or nothing. */
  public static @Nullable BigInteger integer(JsonNode value) {
    if (value.isIntegralNumber()) {
      return value.bigIntegerValue();
    }
    return value.isString() && INTEGER.matcher(value.stringValue().strip()).matches()
        ? new BigInteger(value.stringValue().strip())
        : null;
  }

  private static @Nullable BigDecimal number(JsonNode value) {
    if (value.isNumber()) {
      return value.decimalValue();
    }
    return value.isString() ? Price.number(value.stringValue()) : null;
  }

  private @Nullable JsonNode value(String field, boolean required) {
    known.add(field);
    JsonNode value = fields.get(field);
    if (value == null) {
      return required ? faults.add(field, Faults.MISSING) : null;
    }
    return value.isNull() ? faults.add(field, "Field may not be null.") : value;
  }
}
