package tagledger.app.input;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a price may be: a decimal from 0, kept exactly. */
public final class Price {

  private static final int WHOLE_DIGITS = 18;
  private static final int DECIMAL_PLACES = 6;
  private static final BigDecimal LIMIT = BigDecimal.TEN.pow(WHOLE_DIGITS);
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,1000}(\\.\\d{0,1000})?|\\.\\d{1,1000})([eE][+-]?\\d{1,9})?");

  private Price() {}

  /** The number that a text is, or nothing where it is none, or beyond all measure. */
  public static @Nullable BigDecimal number(String text) {
    String stripped = text.strip();
    return isNumber(stripped) ? new BigDecimal(stripped) : null;
  }

  /** Whether a text is a number, and not beyond all measure. */
  static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  /** What keeps a number from being a price, or nothing. */
  static @Nullable String fault(BigDecimal number) {
    if (number.signum() < 0) {
      return "Must be greater than or equal to 0.";
    }
    if (number.signum() > 0 && (long) number.precision() - number.scale() > WHOLE_DIGITS) {
      return "Must be less than " + LIMIT.toPlainString() + ".";
    }
    return shortest(number).scale() > DECIMAL_PLACES
        ? "Must have at most " + DECIMAL_PLACES + " decimal places."
        : null;
  }

  /** The number without superfluous zeros: 10.50 is 10.5, and 1e2 is 100. */
  static BigDecimal shortest(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
