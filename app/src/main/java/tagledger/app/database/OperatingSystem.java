package tagledger.app.database;

import java.util.Locale;

/** What must be known of the machine to choose binaries and settings. */
final class OperatingSystem {

  private static final String NAME = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);

  private OperatingSystem() {}

  static boolean isWindows() {
    return NAME.startsWith("windows");
  }

  static boolean isMac() {
    return NAME.startsWith("mac");
  }

  static boolean isLinux() {
    return NAME.startsWith("linux");
  }

  /** The name under which zonky packs the binaries. */
  static String binariesName() {
    if (isMac()) {
      return "Darwin";
    }
    return isWindows() ? "Windows" : "Linux";
  }

  /** The macOS binaries are universal and packed under the name of one processor only. */
  static String binariesProcessor() {
    return isMac() ? "x86_64" : System.getProperty("os.arch", "");
  }
}
