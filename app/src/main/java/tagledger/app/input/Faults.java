package tagledger.app.input;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** All that is wrong with some fields, by field. */
public final class Faults {

  public static final String MISSING = "Missing data for required field.";

  private static final int MOST_TOLD = 20;
  private static final int LONGEST_FIELD = 80;

  private final Map<String, List<String>> fields = new LinkedHashMap<>();

  /** Gives nothing, as the value of a field that is at fault. */
  public <T> @Nullable T add(String field, String message) {
    fields.computeIfAbsent(field, any -> new ArrayList<>()).add(message);
    return null;
  }

  public void addAll(Faults others) {
    others.fields.forEach((field, messages) -> messages.forEach(each -> add(field, each)));
  }

  /** The text, or nothing where it is at fault. */
  public @Nullable String text(String field, String text, Text kind) {
    String fault = kind.fault(text);
    return fault == null ? text : add(field, fault);
  }

  /** A price without superfluous zeros, or nothing where it is none. */
  public @Nullable BigDecimal price(String field, @Nullable BigDecimal number) {
    if (number == null) {
      return add(field, "Not a valid number.");
    }
    String fault = Price.fault(number);
    return fault == null ? Price.shortest(number) : add(field, fault);
  }

  public boolean isEmpty() {
    return fields.isEmpty();
  }

  public Map<String, List<String>> byField() {
    return fields;
  }

  /** In one line, whose length is bounded: fields beyond the first twenty are only counted. */
  public String inOneLine() {
    StringJoiner line = new StringJoiner("; ");
    fields.entrySet().stream()
        .limit(MOST_TOLD)
        .forEach(each -> line.add(shown(each.getKey()) + ": " + String.join(" ", each.getValue())));
    if (fields.size() > MOST_TOLD) {
      line.add((fields.size() - MOST_TOLD) + " more.");
    }
    return line.toString();
  }

  private static String shown(String field) {
    return field.codePointCount(0, field.length()) <= LONGEST_FIELD
        ? field
        : field.substring(0, field.offsetByCodePoints(0, LONGEST_FIELD)) + "\u2026";
  }
}
