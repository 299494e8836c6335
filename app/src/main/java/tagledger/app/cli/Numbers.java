package tagledger.app.cli;

import java.util.Locale;

/** Numbers for people. */
final class Numbers {

  private static final long KILO = 1000;
  private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

  private Numbers() {}

  static String of(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Of bytes. */
  static String size(long bytes) {
    if (bytes < KILO) {
      return bytes + " bytes";
    }
    double size = bytes;
    String unit = "";
    for (int i = 0; i < UNITS.length && size >= KILO; i++) {
      size /= KILO;
      unit = UNITS[i];
    }
    return String.format(Locale.ROOT, "%.1f %s", size, unit);
  }
}
