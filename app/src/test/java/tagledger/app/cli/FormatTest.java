package tagledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatTest {

  @ParameterizedTest
  @CsvSource({
    "a.csv, CSV",
    "b/A.CSV, CSV",
    "a.b.csv.gz, CSV",
    "blog.xml, WXR",
    "blog.wxr.GZ, WXR",
    "store.ndjson, NDJSON",
    "store.jsonl.gz, NDJSON"
  })
  void the_extension_tells(String file, Format format) {
    assertThat(Format.of(file)).hasValue(format);
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "a.json", "a.csv.zip", "a.gz", "a.csv/b", "-"})
  void other_names_tell_nothing(String file) {
    assertThat(Format.of(file)).isEmpty();
  }
}
