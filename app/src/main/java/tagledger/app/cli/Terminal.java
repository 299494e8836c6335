package tagledger.app.cli;

import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.jline.terminal.spi.SystemStream;

/** What standard output and standard error lead to. */
final class Terminal {

  private static final int COLUMNS = 80;

  private Terminal() {}

  static boolean isStandardOutput() {
    return is(SystemStream.Output);
  }

  /** Where a line can be drawn anew, and somebody sees it. */
  static boolean isStandardError() {
    return !"dumb".equals(System.getenv("TERM")) && is(SystemStream.Error);
  }

  /** Of standard error, as it is now. */
  static int width() {
    int width = new JniTerminalProvider().systemStreamWidth(SystemStream.Error);
    return width > 0 ? width : COLUMNS;
  }

  private static boolean is(SystemStream stream) {
    try {
      return new JniTerminalProvider().isSystemStream(stream);
    } catch (RuntimeException | LinkageError e) {
      // No native library for this machine, or nowhere to unpack it to.
      return false;
    }
  }
}
