package tagledger.app.imports;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;
import static tagledger.app.imports.FileType.NDJSON;

import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NdjsonTest {

  private static final String GOOD = "{\"tags\": [\"x\"]}";

  @Test
  void a_line_is_an_item_a_post_or_tags_alone() throws IOException {
    Reading reading = Reading.sample(NDJSON, "rows.ndjson");

    assertThat(reading.format()).isEqualTo("ndjson");
    reading.shows(
        "1 chair|Chair|17.99|[furniture, wood]",
        "3 news|News| All\r\nof it |[]",
        "4 #1 News|News|null|null",
        "6 #1 News|News|100|null",
        "7 [a tag that nothing bears, b]",
        "8 #2 News|News|0|[\u00e9]");
    assertThat(reading.rows()).isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource({"'\n'", "'\r\n'", "'\r'"})
  void every_line_end_ends_a_line(String newline) {
    Reading.of(NDJSON, (GOOD + "\n\n" + GOOD + "\nx\n" + GOOD).replace("\n", newline))
        .shows("1 [x]", "3 [x]", "4 bad Not valid JSON. Look at column 1.", "5 [x]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "\r", " \t\n"})
  void a_file_without_a_line_has_no_rows(String text) {
    Reading.of(NDJSON, text).shows();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'item': {}}|name: Missing data for required field.; price: Missing data for required field.
          {'item': {'name': '', 'price': 'x', 'colour': 1}}|name: Shorter than minimum length 1.; price: Not a valid number.; colour: Unknown field.
          {'item': {'name': null, 'price': true}, 'key': '', 'tags': 'x', 'id': 1}|name: Field may not be null.; price: Not a valid number.; key: Shorter than minimum length 1.; tags: Not a valid list.; id: Unknown field.
          {'item': {'name': 'a', 'price': 1, 'name': 'b'}}|name: Duplicate field.
          {'item': {'name': 'a', 'price': 1}, 'key': 'a', 'key': 'b'}|key: Duplicate field.
          {'item': {'name': 'a', 'price': 1}, 'item': {'name': 'a', 'price': 1}}|item: Duplicate field.
          {'item': {'name': 'a', 'price': 1}, 'key': null}|key: Field may not be null.
          {'item': {'name': 'a', 'price': 1}, 'key': 1}|key: Not a valid string.
          {'item': {'name': 'a', 'price': 1e18}}|price: Must be less than 1000000000000000000.
          {'item': {'name': 'a', 'price': 1e999999999999}}|price: Not a valid number.
          {'item': {'name': 'a', 'price': -0.1}, 'tags': ['x', 1]}|price: Must be greater than or equal to 0.; tags: Not a valid string.
          {'item': {'name': '\\ud800', 'price': 1}, 'tags': ['\\u0000']}|name: Not a valid string.; tags: Not a valid string.
          {'item': {'name': 'a', 'price': 1}, 'tags': null}|tags: Field may not be null.
          {'item': {'name': 'a', 'price': 1}, 'tags': [null]}|tags: Field may not be null.
          {'item': {'name': 'a', 'price': 1}, 'tags': ['']}|tags: Shorter than minimum length 1.
          {'item': {'name': {'a': 'b'}, 'price': [1]}}|name: Not a valid string.; price: Not a valid number.
          {'item': []}|item: Not a valid object.
          {'item': null}|item: Field may not be null.
          {'item': 'x', 'key': 'k'}|item: Not a valid object.
          {'post': {'title': '', 'content': 1, 'name': 'x'}}|title: Shorter than minimum length 1.; content: Not a valid string.; name: Unknown field.
          {'post': {'content': 'x'}}|title: Missing data for required field.
          {'post': {'title': 'x'}, 'item': {'name': 'x', 'price': 1}}|Has an item and a post: give each a line of its own.
          {'post': null, 'item': null}|Has an item and a post: give each a line of its own.
          {}|Has no item, no post and no tags.
          {'key': 'x'}|key: Unknown field.
          {'tags': ['x'], 'key': 'x'}|key: Unknown field.
          {'tags': {}}|tags: Not a valid list.
          []|Not a JSON object.
          null|Not a JSON object.
          'x'|Not a JSON object.
          {'tags': ['x']} x|Not valid JSON. Look at column 17.
          {'tags': ['x']}{'tags': ['x']}|Not valid JSON. Look at column 17.
          {'tags': ['x'|Not valid JSON. Look at column 14.
          """)
  void every_fault_of_a_line_is_named_at_once(String line, String reason) {
    String json = line.replace('\'', '"');
    Reading.of(NDJSON, GOOD + "\n" + json + "\n" + GOOD).shows("1 [x]", "2 bad " + reason, "3 [x]");
  }

  @Test
  void the_limits_are_those_of_http() {
    Reading.of(
            NDJSON,
            """
            {"item": {"name": "%1$s", "price": 1}, "key": "%3$s"}
            {"item": {"name": "%1$sx", "price": 1}, "key": "%3$sx"}
            {"post": {"title": "%2$s", "content": "%4$s"}, "key": "k"}
            {"post": {"title": "%2$sx", "content": "%4$sx"}, "key": "k"}
            """
                .formatted("n".repeat(80), "t".repeat(255), "k".repeat(300), "c".repeat(1 << 20)))
        .shows(
            "1 " + "k".repeat(300) + "|" + "n".repeat(80) + "|1|null",
            "2 bad name: Longer than maximum length 80.; key: Longer than maximum length 300.",
            "3 k|" + "t".repeat(255) + "|" + "c".repeat(1 << 20) + "|null",
            "4 bad title: Longer than maximum length 255.; content: Longer than maximum length"
                + " 1048576 bytes.");
  }

  @Test
  void as_many_tags_as_fit_are_read_and_one_more_is_refused() {
    String many =
        IntStream.range(0, TagNames.MOST)
            .mapToObj(i -> "\"t" + i + "\"")
            .collect(Collectors.joining(","));

    Reading reading =
        Reading.of(NDJSON, "{\"tags\": [%1$s,\"t1\"]}\n{\"tags\": [%1$s,\"z\"]}".formatted(many));

    assertThat(reading.hasNoEnd().lines().getFirst()).endsWith("t9999]");
    assertThat(reading.lines().getLast())
        .isEqualTo("2 bad tags: Longer than maximum length 10000.");
  }

  @Test
  void many_faults_are_told_in_a_line_of_bounded_length() {
    String fields =
        IntStream.range(0, 100_000)
            .mapToObj(i -> "\"f" + i + "\":1")
            .collect(Collectors.joining(","));
    String name = "x".repeat(40_000);

    Reading reading = Reading.of(NDJSON, "{" + fields + "}\n{\"" + name + "\":1}\n");

    assertThat(reading.lines().getFirst()).hasSizeLessThan(1000).endsWith("; 99980 more.");
    assertThat(reading.lines().getLast()).hasSizeLessThan(200).endsWith("\u2026: Unknown field.");
  }

  @Test
  void a_line_as_deep_as_it_is_long_is_no_json() {
    String deep = "[".repeat(1_000_000);
    Reading reading =
        Reading.of(NDJSON, deep + "\n{\"item\":" + deep + "\n{\"x\":" + deep + "\n" + GOOD);

    assertThat(reading.hasNoEnd().lines()).hasSize(4).endsWith("4 [x]");
    assertThat(reading.lines().subList(0, 3))
        .allMatch(line -> line.contains("bad Not valid JSON."));
  }

  @Test
  void bytes_that_are_no_text_make_their_line_bad_and_the_rest_is_read() {
    String line = "{\"tags\": [\"it%ss\"]}";
    Reading.of(
            NDJSON,
            (line.formatted("\u0092")
                    + "\n"
                    + line.formatted("\u00ed\u00a0\u0080")
                    + "\n"
                    + line.formatted("\u0000")
                    + "\n"
                    + GOOD
                    + "\n"
                    + "{\u00e2\u0082")
                .getBytes(ISO_8859_1))
        .shows(
            "1 bad Not valid UTF-8: byte 0x92 (Windows-1252?). Save the file as UTF-8.",
            "2 bad Not valid UTF-8: byte 0xED (Windows-1252?). Save the file as UTF-8.",
            "3 bad Not valid JSON. Look at column 14.",
            "4 [x]",
            "5 bad Not valid UTF-8: byte 0xE2 (Windows-1252?). Save the file as UTF-8.");
  }

  @Test
  void a_byte_order_mark_is_passed_over_and_that_of_utf_16_told() {
    Reading.of(NDJSON, "\ufeff" + GOOD).shows("1 [x]");
    Reading.of(NDJSON, GOOD.getBytes(UTF_16)).ends(1, "UTF-16", "UTF-8");
  }
}
