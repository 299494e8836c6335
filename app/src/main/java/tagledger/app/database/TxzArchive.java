package tagledger.app.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * Unpacks a .tar.xz, links and executable files included. Nothing is written outside the target.
 */
final class TxzArchive {

  private static final int EXECUTABLE_BY_OWNER = 0100;

  private TxzArchive() {}

  static void unpack(InputStream txz, Path target) throws IOException {
    Path root = Files.createDirectories(target).toRealPath();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(txz)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        write(tar, entry, root);
      }
    }
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path root)
      throws IOException {
    Path path = inside(root, root.resolve(entry.getName()), entry);
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Path parent = Files.createDirectories(path.getParent());
    if (entry.isSymbolicLink()) {
      // A link that stays inside keeps whatever is later written through it inside.
      inside(root, parent.resolve(entry.getLinkName()), entry);
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else if (entry.isFile() && !entry.isLink()) {
      writeFile(tar, path);
      if ((entry.getMode() & EXECUTABLE_BY_OWNER) != 0
          && !path.toFile().setExecutable(true, false)) {
        throw new IOException("Cannot make " + path + " executable");
      }
    } else {
      throw new IOException("The archive holds " + entry.getName() + ", of an unknown kind");
    }
  }

  private static void writeFile(InputStream content, Path path) throws IOException {
    try (FileChannel file =
            FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = Channels.newOutputStream(file)) {
      content.transferTo(out);
      // The directory's rename must not reach the disk before its content does.
      file.force(true);
    }
  }

  private static Path inside(Path root, Path path, TarArchiveEntry entry) throws IOException {
    Path normal = path.normalize();
    if (!normal.startsWith(root)) {
      throw new IOException("The archive's entry " + entry.getName() + " escapes " + root);
    }
    return normal;
  }
}
