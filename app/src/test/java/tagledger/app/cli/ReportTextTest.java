package tagledger.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportTextTest {

  @Test
  void what_was_made_is_a_table() {
    assertThat(
            printed(
                """
                {"state": "done", "items": 20, "posts": 0, "tags": 2, "links": 1234567}"""))
        .isEqualTo(
            """
            Imported
              items                20
              posts                 0
              tags                  2
              links         1,234,567
            """);
  }

  @Test
  void what_happened_besides_is_told_where_it_did() {
    assertThat(
            printed(
                """
                {"state": "done", "items": 1, "posts": 0, "tags": 0, "links": 0, "unlinked": 2,
                 "changed": 3, "unchanged": 4, "skipped": 58,
                 "skipped_kinds": {"page": 21, "attachment": 37}, "bad": 1,
                 "errors": [{"line": 1012, "reason": "name: Too long."}]}"""))
        .isEqualTo(
            """
            Imported
              items                 1
              posts                 0
              tags                  0
              links                 0
              unlinked              2
              changed               3
              unchanged             4
              skipped              58  attachment 37, page 21
              bad rows              1

            line 1,012: name: Too long.
            """);
  }

  @Test
  void of_many_bad_rows_twenty_are_printed_and_all_are_counted() {
    String errors =
        IntStream.rangeClosed(1, 100)
            .mapToObj(line -> "{\"line\": " + line + ", \"reason\": \"no\"}")
            .collect(Collectors.joining(","));
    String printed = printed("{\"state\": \"done\", \"bad\": 151, \"errors\": [" + errors + "]}");

    assertThat(printed)
        .contains("line 20: no\nand 131 more: GET http://a/import/b\n")
        .doesNotContain("line 21");
  }

  private static String printed(String json) {
    StringWriter out = new StringWriter();
    new ReportText(new PrintWriter(out))
        .print(
            ImportReport.of(json.getBytes(UTF_8)).orElseThrow(), "Imported", "http://a/import/b");
    return out.toString().replace(System.lineSeparator(), "\n");
  }
}
