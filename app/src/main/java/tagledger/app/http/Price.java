package tagledger.app.http;

import java.math.BigDecimal;

/** What a price may be: a decimal from 0, kept exactly. */
final class Price {

  static final int WHOLE_DIGITS = 18;
  static final int DECIMAL_PLACES = 6;
  static final BigDecimal LIMIT = BigDecimal.TEN.pow(WHOLE_DIGITS);

  private Price() {}

  /** The number without superfluous zeros: 10.50 is 10.5, and 1e2 is 100. */
  static BigDecimal shortest(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
