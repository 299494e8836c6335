package tagledger.app.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * Makes files and directories that are there whole or not at all, whenever the process or the
 * machine dies: they are made beside and renamed.
 */
final class AllOrNothing {

  private AllOrNothing() {}

  /** Fills a directory that does not exist yet. */
  interface Filler {
    void fill(Path directory) throws IOException;
  }

  /** Does nothing where the target exists. */
  static void directory(Path target, Filler filler) throws IOException {
    if (Files.exists(target)) {
      return;
    }
    deleteLeftovers(target);
    // Never the same name twice: what a killed start left behind may still be writing into its own.
    Path beside = target.resolveSibling(target.getFileName() + ".new-" + UUID.randomUUID());
    filler.fill(beside);
    rename(beside, target);
  }

  /** Replaces the target with a file that only its owner can read. */
  static void privateFile(Path target, String content) throws IOException {
    Path beside = target.resolveSibling(target.getFileName() + ".new");
    Files.deleteIfExists(beside);
    Files.createFile(beside);
    makePrivate(beside);
    Files.writeString(beside, content, UTF_8);
    force(beside, StandardOpenOption.WRITE);
    rename(beside, target);
  }

  static void makePrivate(Path file) throws IOException {
    FileStore store = Files.getFileStore(file);
    if (store.supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  private static void deleteLeftovers(Path target) throws IOException {
    List<Path> leftovers;
    try (Stream<Path> siblings = Files.list(parent(target))) {
      String prefix = target.getFileName() + ".new";
      leftovers = siblings.filter(s -> s.getFileName().toString().startsWith(prefix)).toList();
    }
    for (Path leftover : leftovers) {
      try {
        FileSystemUtils.deleteRecursively(leftover);
      } catch (IOException e) {
        // Its maker still lives and writes. It is in nobody's way; a later start deletes it.
      }
    }
  }

  private static void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    // Without this a power cut could undo the rename long after the new directory was written to.
    if (!OperatingSystem.isWindows()) {
      force(parent(to), StandardOpenOption.READ);
    }
  }

  private static Path parent(Path path) {
    return Objects.requireNonNull(path.toAbsolutePath().getParent());
  }

  private static void force(Path path, StandardOpenOption how) throws IOException {
    try (FileChannel channel = FileChannel.open(path, how)) {
      channel.force(true);
    }
  }
}
