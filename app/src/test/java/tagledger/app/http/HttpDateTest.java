package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sat, 31 Jan 2026 12:00:00 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sat, 01 Jan 0000 00:00:00 GMT"
      })
  void a_date_is_read_as_it_is_written(String text) {
    Instant time = HttpDate.parse(text);

    assertThat(time).isNotNull();
    assertThat(HttpDate.format(time)).isEqualTo(text);
  }

  @Test
  void what_is_finer_than_a_second_is_not_written() {
    assertThat(HttpDate.format(Instant.parse("2026-01-31T12:00:00.999999999Z")))
        .isEqualTo("Sat, 31 Jan 2026 12:00:00 GMT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-01-31T12:00:00Z",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 06 Nov 1994 08:49:37 +0000",
        "06 Nov 1994 08:49:37 GMT",
        "Mon, 06 Nov 1994 08:49:37 GMT",
        "Mon, 30 Feb 2026 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sat, 31 Dec 2016 23:59:60 GMT",
        "Sun, 06 Nov +11994 08:49:37 GMT"
      })
  void what_has_another_form_is_no_date(String text) {
    assertThat(HttpDate.parse(text)).isNull();
  }
}
