package tagledger.app.imports;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static tagledger.app.imports.FileType.XML;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WxrTest {

  static final String HEAD =
      "<rss xmlns:content='http://purl.org/rss/1.0/modules/content/'"
          + " xmlns:wp='http://wordpress.org/export/1.2/'><channel>\n";
  static final String PUBLISHED = "<wp:post_type>post</wp:post_type><wp:status>publish</wp:status>";
  static final String TAIL = "</channel></rss>";

  private static final int MEGABYTE = 1 << 20;

  @Test
  void published_posts_are_read_and_all_else_is_skipped() throws IOException {
    Reading reading = Reading.sample(XML, "wordpress.xml");

    assertThat(reading.format()).isEqualTo("wxr");
    reading.shows(
        "10 hello|Hello & <good> day|<p>One]]></p>\n two |[A, B, C & D]",
        "25 skipped page",
        "26 skipped draft",
        "27 #1 Twice|Twice||[]",
        "31 #2 Twice|Twice|null|[]",
        "32 bad title: Missing data for required field.",
        "33 bad wp:post_type: Missing data for required field.; wp:status: Missing data for"
            + " required field.");
    assertThat(reading.rows()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://wordpress.org/export/1.0/",
        "http://wordpress.org/export/1.1/",
        "https://wordpress.org/export/1.2/",
        "https://wordpress.org/export/9.9/"
      })
  void every_version_of_the_export_is_read(String namespace) {
    Reading.of(
            XML,
            "<rss xmlns:x='%s'><channel><item><title>A</title><x:post_name>a</x:post_name><x:post_type>post</x:post_type><x:status>publish</x:status></item></channel></rss>"
                .formatted(namespace))
        .shows("1 a|A|null|[]");
  }

  @Test
  void a_content_of_a_megabyte_is_kept_and_a_byte_more_is_bad() {
    Reading reading =
        Reading.of(
            XML,
            HEAD
                + post(
                    "<content:encoded><![CDATA[" + "x".repeat(MEGABYTE) + "]]></content:encoded>")
                + post("<content:encoded>" + "x".repeat(MEGABYTE + 1) + "</content:encoded>")
                + post(
                    "<content:encoded>" + "\u20ac".repeat(MEGABYTE / 3 + 1) + "</content:encoded>")
                + post(
                    "<content:encoded>"
                        + "\ud83e\ude91".repeat(MEGABYTE / 4)
                        + "</content:encoded>")
                + TAIL);

    assertThat(reading.hasNoEnd().lines().get(0)).hasSize(MEGABYTE + 9);
    assertThat(reading.lines().subList(1, 3))
        .containsExactly(
            "3 bad content: Longer than maximum length 1048576 bytes.",
            "4 bad content: Longer than maximum length 1048576 bytes.");
    assertThat(reading.lines().get(3)).contains("\ud83e\ude91\ud83e\ude91");
  }

  @Test
  void what_is_too_long_elsewhere_is_told() {
    String tags =
        IntStream.range(0, TagNames.MOST + 1)
            .mapToObj(i -> "<category domain='post_tag'>t" + i + "</category>")
            .collect(Collectors.joining());
    Reading.of(
            XML,
            HEAD
                + post("<title>" + "t".repeat(256) + "</title>")
                + post("<title>" + "t".repeat(100_000) + "</title>")
                + post("<wp:post_name>" + "s".repeat(301) + "</wp:post_name>")
                + post("<category domain='post_tag'>" + "c".repeat(81) + "</category>")
                + post("<category domain='post_tag'>" + "c".repeat(10_000) + "</category>")
                + post(tags)
                + "<item><wp:post_type>"
                + "p".repeat(10_000)
                + "</wp:post_type></item>"
                + TAIL)
        .shows(
            "2 bad title: Longer than maximum length 255.",
            "3 bad title: Longer than maximum length 255.",
            "4 bad wp:post_name: Longer than maximum length 300.",
            "5 bad tags: Longer than maximum length 80.",
            "6 bad tags: Longer than maximum length 80.",
            "7 bad tags: Longer than maximum length 10000.",
            "8 bad wp:post_type: Longer than maximum length 80.; wp:status: Missing data for"
                + " required field.; title: Missing data for required field.");
  }

  @Test
  void the_declaration_decides_how_it_is_encoded() {
    String body = HEAD + post("<title>Men\u2019s</title>") + TAIL;
    for (String charset : new String[] {"windows-1252", "UTF-8", "Shift_JIS"}) {
      Reading.of(
              XML,
              ("<?xml version='1.0' encoding='" + charset + "'?>" + body)
                  .getBytes(Charset.forName(charset)))
          .shows("2 p|Men\u2019s|null|[]");
    }
    for (Charset charset : new Charset[] {UTF_16, UTF_16BE, UTF_16LE}) {
      Reading.of(XML, ("<?xml version='1.0' encoding='UTF-16'?>" + body).getBytes(charset))
          .shows("2 p|Men\u2019s|null|[]");
    }
    Reading.of(XML, "\ufeff" + body).shows("2 p|Men\u2019s|null|[]");
  }

  /** A published post with these elements instead of its own. */
  static String post(String elements) {
    return "<item>"
        + (elements.contains("<title>") ? "" : "<title>T</title>")
        + (elements.contains("post_name") ? "" : "<wp:post_name>p</wp:post_name>")
        + elements
        + PUBLISHED
        + "</item>\n";
  }
}
