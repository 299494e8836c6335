package tagledger.app.database;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The server's settings: those that must hold, and those that are only a start. */
final class Settings {

  private Settings() {}

  /** Given on the command line, so that no edit of postgresql.conf can switch durability off. */
  static String held(int port) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "fsync=on",
                "synchronous_commit=on",
                "full_page_writes=on",
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "port=" + port,
                "logging_collector=off",
                "log_destination=stderr",
                "restart_after_crash=on"));
    // The defaults there stop at the drive's volatile cache.
    if (OperatingSystem.isMac()) {
      settings.add("wal_sync_method=fsync_writethrough");
    } else if (OperatingSystem.isWindows()) {
      settings.add("wal_sync_method=fsync");
    }
    return "-c " + String.join(" -c ", settings);
  }

  /** Written into postgresql.conf once, for a laptop; from then on they are the user's. */
  static List<String> initial() {
    return Stream.of(
            "max_connections=100",
            "shared_buffers=256MB",
            "effective_cache_size=1GB",
            "max_wal_size=2GB",
            "min_wal_size=256MB",
            "random_page_cost=1.1",
            "log_checkpoints=off",
            "log_line_prefix=%m [%p] %u ")
        .flatMap(setting -> Stream.of("-c", setting))
        .toList();
  }
}
