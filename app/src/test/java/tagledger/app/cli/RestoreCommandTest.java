package tagledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before any database is made. */
class RestoreCommandTest {

  @TempDir private Path directory;

  @Test
  void a_file_that_is_not_there_makes_no_directory() {
    Path data = directory.resolve("data");

    Terminated failed =
        Terminated.run(
            "restore", directory.resolve("none.backup").toString(), "--data", data.toString());

    assertThat(failed.exitCode()).isEqualTo(5);
    assertThat(failed.err()).contains("none.backup cannot be read").doesNotContain("\tat ");
    assertThat(data).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"restore", "fsck"})
  void files_of_another_postgresql_are_refused_with_what_to_do(String command) throws IOException {
    Path data = Files.createDirectories(directory.resolve("data"));
    Files.createDirectory(data.resolve("pgdata"));
    Files.writeString(data.resolve("pgdata/PG_VERSION"), "17\n");
    String backup = Files.writeString(directory.resolve("a.backup"), "").toString();
    List<Path> before = files();

    Terminated refused =
        command.equals("fsck")
            ? Terminated.run("fsck", "--data", data.toString())
            : Terminated.run("restore", backup, "--data", data.toString());

    assertThat(refused.exitCode()).as(refused.err()).isEqualTo(3);
    assertThat(refused.err())
        .contains("made by PostgreSQL 17", "java -jar OLD.jar backup", "Nothing was changed")
        .doesNotContain("\tat ");
    assertThat(refused.out()).isEmpty();
    assertThat(files()).isEqualTo(before);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.sorted().toList();
    }
  }
}
