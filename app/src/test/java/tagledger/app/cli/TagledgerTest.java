package tagledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagledgerTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "--server.port=8081", "--spring.main.banner-mode=off", "--debug"})
  void options_are_the_services(String argument) {
    assertThat(Tagledger.isMeantBy(argument, "--help")).isFalse();
  }

  @Test
  void no_argument_is_the_service() {
    assertThat(Tagledger.isMeantBy()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"import", "export", "rebuild", "help", "imprt", "-h", "--help", "-V", "--version"})
  void a_word_is_a_command_right_or_wrong(String argument) {
    assertThat(Tagledger.isMeantBy(argument, "--server.port=8081")).isTrue();
  }

  @Test
  void help_names_every_command_with_what_it_does() {
    Terminated help = Terminated.run("--help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.out())
        .containsPattern("import +Import a file")
        .containsPattern("export +Export a store")
        .containsPattern("projections +List the projections")
        .containsPattern("rebuild +Make the tables of a projection anew")
        .containsPattern("fsck +Compare all")
        .containsPattern("backup +Back up the log")
        .containsPattern("restore +Restore a file");
    assertThat(Terminated.run("help", "import")).isEqualTo(Terminated.run("import", "--help"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"import", "export", "rebuild", "projections", "fsck", "backup", "restore"})
  void help_tells_the_exit_codes(String command) {
    assertThat(Terminated.run(command, "--help").out())
        .contains("Exit codes:", "0    all done", "2    wrong usage")
        .containsPattern(" 4    (the service )?refused");
  }

  @Test
  void the_version_is_that_of_the_build() {
    assertThat(Terminated.run("--version").out()).containsPattern("^Tagledger \\d+\\.\\d+\\.\\d+");
  }

  @Test
  void an_unknown_command_is_wrong_and_the_nearest_is_named() {
    Terminated wrong = Terminated.run("imprt", "a.csv");

    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err())
        .contains("imprt", "Did you mean: java -jar tagledger.jar import")
        .doesNotContain("\tat ");
  }

  @ParameterizedTest
  @CsvSource({
    "import a.csv,                              --store",
    "import --store Shoes,                      FILE",
    "import a.csv --store Shoes --formt csv,    --format",
    "import a.txt --store Shoes,                --format",
    "import - --store Shoes,                    --format",
    "import a.csv --store Shoes --format excel, excel",
    "import a.xml --store Shoes --charset utf8, --charset is for CSV",
    "import a.csv --store Shoes --charset utf9, utf9",
    "import a.csv --store S --import-id a/b,    --import-id",
    "import a.csv --store S --url localhost,    'localhost'",
    "import a.csv --store S --url ftp://a,      'ftp://a'",
    "export,                                    --store",
    "export --store Shoes more,                 more",
    "rebuild,                                   NAME",
    "rebuild a/b,                               'a/b'",
    "fsck --url http://a --data b,              --url",
    "fsck --url http://a --spring.x=y,          --url",
    "fsck more,                                 more",
    "fsck --sprung.datasource.url=x,            --sprung",
    "backup,                                    FILE",
    "backup a b,                                b",
    "backup a --data b,                         --data",
    "restore,                                   FILE",
    "restore a b,                               b",
    "restore a --url http://a,                  --url"
  })
  void wrong_usage_says_what_is_wrong(String line, String said) {
    Terminated wrong = Terminated.run(line.split(" ", -1));

    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains(said, "--help").doesNotContain("\tat ");
    assertThat(wrong.out()).isEmpty();
  }
}
