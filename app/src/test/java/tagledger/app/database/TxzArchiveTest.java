package tagledger.app.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TxzArchiveTest {

  @TempDir private Path parent;

  @Test
  void links_and_executable_files_stay_what_they_are() throws IOException {
    Path target = parent.resolve("target");
    TxzArchive.unpack(
        txz(file("bin/run", 0755), file("lib/a.1", 0644), link("lib/a", "a.1")), target);
    assertThat(target.resolve("bin/run")).isExecutable().hasContent("content");
    assertThat(Files.isExecutable(target.resolve("lib/a.1"))).isFalse();
    assertThat(Files.readSymbolicLink(target.resolve("lib/a"))).isEqualTo(Path.of("a.1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../escaped", "bin/../../escaped", "/escaped"})
  void a_file_outside_the_target_is_refused(String name) {
    assertThatThrownBy(() -> TxzArchive.unpack(txz(file(name, 0644)), parent.resolve("target")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("escapes");
    assertThat(parent.resolve("escaped")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "../..", "/etc", "bin/../../.."})
  void a_link_to_the_outside_is_refused(String destination) {
    assertThatThrownBy(
            () -> TxzArchive.unpack(txz(link("out", destination)), parent.resolve("target")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("escapes");
  }

  private static TarArchiveEntry file(String name, int mode) {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setMode(mode);
    entry.setSize("content".length());
    return entry;
  }

  private static TarArchiveEntry link(String name, String destination) {
    TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
    entry.setLinkName(destination);
    return entry;
  }

  private static ByteArrayInputStream txz(TarArchiveEntry... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new XZCompressorOutputStream(bytes))) {
      for (TarArchiveEntry entry : entries) {
        tar.putArchiveEntry(entry);
        if (entry.getSize() > 0) {
          tar.write("content".getBytes(UTF_8));
        }
        tar.closeArchiveEntry();
      }
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }
}
