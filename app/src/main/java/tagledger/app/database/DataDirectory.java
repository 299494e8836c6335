package tagledger.app.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Where everything of the embedded database lies; nothing of it is kept outside. */
record DataDirectory(Path root) {

  /** What stays special between the double quotes of a shell. */
  private static final Pattern UNQUOTABLE = Pattern.compile("[$`\"\\\\\n]");

  /** Makes the directory if it is missing. The root is real: free of links and relative parts. */
  static DataDirectory at(Path path) {
    try {
      Path root = Files.createDirectories(path).toRealPath();
      if (!OperatingSystem.isWindows() && UNQUOTABLE.matcher(root.toString()).find()) {
        throw new DatabaseUnavailable(
            "PostgreSQL's programs cannot work in " + root + ": they give its name to a shell.",
            "Set tagledger.data to a directory without $, `, \", \\ or line breaks in its name.");
      }
      return new DataDirectory(root);
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
