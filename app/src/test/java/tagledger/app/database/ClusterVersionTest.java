package tagledger.app.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterVersionTest {

  @TempDir private Path data;

  @ParameterizedTest
  @ValueSource(strings = {"17", "19", "9.6"})
  void files_of_another_major_version_are_refused_and_left_alone(String version)
      throws IOException {
    Path cluster = Files.createDirectory(data.resolve("pgdata"));
    Files.writeString(cluster.resolve("PG_VERSION"), version + "\n", UTF_8);
    List<Path> before = files();

    assertThatThrownBy(() -> EmbeddedDatabase.open(data, 0))
        .isInstanceOf(DatabaseUnavailable.class)
        .hasMessageContaining("made by PostgreSQL " + version + ",")
        .hasMessageContaining("brings PostgreSQL " + PostgresBinaries.MAJOR_VERSION)
        .hasMessageContaining("java -jar OLD.jar backup tagledger.backup")
        .hasMessageContaining("mv " + data.toRealPath() + " ")
        .hasMessageContaining(
            "java -jar NEW.jar restore tagledger.backup --data " + data.toRealPath());

    assertThat(files()).isEqualTo(before);
  }

  @Test
  void a_database_is_where_its_files_are() throws IOException {
    assertThat(EmbeddedDatabase.isIn(data)).isFalse();
    assertThat(EmbeddedDatabase.isIn(data.resolve("none"))).isFalse();
    assertThat(data.resolve("none")).doesNotExist();
    Files.createDirectory(data.resolve("pgdata"));
    assertThat(EmbeddedDatabase.isIn(data)).isTrue();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files.sorted().toList();
    }
  }
}
