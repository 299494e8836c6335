package tagledger.app.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The generated passwords, in a file that libpq reads as it is ({@code PGPASSFILE}). */
final class Passwords {

  private static final String ADDRESS = "127.0.0.1:*:*:";
  private static final int BYTES = 24;

  private final Path file;
  private final String content;

  private Passwords(Path file, String content) {
    this.file = file;
    this.content = content;
  }

  /** Generates them the first time; afterwards they never change. */
  static Passwords in(DataDirectory directory, String... users) {
    Path file = directory.pgpass();
    if (Files.exists(directory.cluster()) && !Files.exists(file)) {
      throw missing(
          "The file " + file + " is missing; without its passwords no login is possible.");
    }
    try {
      if (!Files.exists(file)) {
        SecureRandom random = new SecureRandom();
        AllOrNothing.privateFile(
            file,
            Stream.of(users)
                .map(user -> ADDRESS + user + ":" + generate(random) + "\n")
                .collect(Collectors.joining()));
      }
      AllOrNothing.makePrivate(file);
      return new Passwords(file, Files.readString(file, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("The passwords in " + file + " cannot be had", e);
    }
  }

  Login of(String user) {
    // The alphabet is that of the generated ones; it needs no quoting in SQL or in this file.
    Pattern line =
        Pattern.compile(
            "^" + Pattern.quote(ADDRESS + user + ":") + "([A-Za-z0-9_-]+)$", Pattern.MULTILINE);
    return line.matcher(content)
        .results()
        .findFirst()
        .map(match -> new Login(user, match.group(1)))
        .orElseThrow(() -> missing("The file " + file + " holds no password of " + user + "."));
  }

  private static DatabaseUnavailable missing(String reason) {
    return new DatabaseUnavailable(
        reason, "Restore the file from the backup that the data directory came from.");
  }

  private static String generate(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
