package tagledger.app.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where everything of the embedded database lies; nothing of it is kept outside. */
record DataDirectory(Path root) {

  /** Makes the directory if it is missing. The root is real: free of links and relative parts. */
  static DataDirectory at(Path path) {
    try {
      return new DataDirectory(Files.createDirectories(path).toRealPath());
    } catch (IOException e) {
      throw new DatabaseUnavailable(
          "The data directory " + path.toAbsolutePath() + " cannot be made: " + e,
          "Set tagledger.data to a directory that this user may write to.",
          e);
    }
  }

  Path binaries() {
    return root.resolve("postgresql-" + PostgresBinaries.VERSION);
  }

  Path cluster() {
    return root.resolve("pgdata");
  }

  Path serverLog() {
    return root.resolve("server.log");
  }

  Path pgpass() {
    return root.resolve("pgpass");
  }

  Path lock() {
    return root.resolve("lock");
  }

  Path outputOf(String program) {
    return root.resolve(program + ".log");
  }
}
