package tagledger.bench.report;

import java.util.Locale;

/**
 * Writes numbers as they are read: three digits where they are small, none after the point else.
 */
final class Numbers {

  private Numbers() {}

  static String of(double number) {
    String format = number >= 100 ? "%,.0f" : number >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, number);
  }

  static String of(Spread spread) {
    return spread.min() == spread.max()
        ? "**%s**".formatted(of(spread.median()))
        : "**%s** (%s–%s)".formatted(of(spread.median()), of(spread.min()), of(spread.max()));
  }
}
