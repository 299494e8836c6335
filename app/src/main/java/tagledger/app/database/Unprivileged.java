package tagledger.app.database;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How to run PostgreSQL, which refuses to be root. Root on Linux steps into a user namespace, where
 * it is nobody and still owns its files.
 */
final class Unprivileged {

  private static final int ROOT = 0;

  private Unprivileged() {}

  /** What to put before a command; throws where nothing helps. */
  static List<String> prefix() {
    if (OperatingSystem.isWindows() || new UnixSystem().getUid() != ROOT) {
      return List.of();
    }
    if (OperatingSystem.isLinux() && canUnshare()) {
      return List.of("unshare", "-U");
    }
    throw new DatabaseUnavailable(
        "PostgreSQL refuses to run as root, and 'unshare -U' cannot make this process another user.",
        "Run Tagledger as another user, or set spring.datasource.url to a PostgreSQL of your own.");
  }

  private static boolean canUnshare() {
    try {
      // initdb needs a user with a name, so ask for that.
      Process process =
          new ProcessBuilder("unshare", "-U", "id", "-un")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
