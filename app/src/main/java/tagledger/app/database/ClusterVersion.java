package tagledger.app.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which PostgreSQL the database's files are of: no other major version can use them. */
final class ClusterVersion {

  private ClusterVersion() {}

  /** Refuses files of another major version, before anything is written beside them. */
  static void check(DataDirectory directory) {
    Path file = directory.cluster().resolve("PG_VERSION");
    if (!Files.exists(file)) {
      return;
    }
    String version;
    try {
      version = Files.readString(file, UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
    if (!version.equals(PostgresBinaries.MAJOR_VERSION)) {
      throw new DatabaseUnavailable(
          "%s was made by PostgreSQL %s, and this Tagledger brings PostgreSQL %s, which cannot read it."
              .formatted(directory.cluster(), version, PostgresBinaries.MAJOR_VERSION),
          instructions(directory.root(), version));
    }
  }

  private static String instructions(Path data, String version) {
    return """
    Nothing was changed. Carry it over, with the tagledger.jar that ran on it until now (OLD.jar) and this one (NEW.jar):
      1. Start the service:    java -jar OLD.jar --tagledger.data=%1$s
      2. Back it up:           java -jar OLD.jar backup tagledger.backup
      3. Stop the service, and move its directory aside:   mv %1$s %1$s-postgresql-%2$s
      4. Restore it:           java -jar NEW.jar restore tagledger.backup --data %1$s
      5. Start the service:    java -jar NEW.jar --tagledger.data=%1$s"""
        .formatted(data, version);
  }
}
