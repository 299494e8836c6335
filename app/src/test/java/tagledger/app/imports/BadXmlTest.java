package tagledger.app.imports;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static tagledger.app.imports.FileType.XML;
import static tagledger.app.imports.WxrTest.HEAD;
import static tagledger.app.imports.WxrTest.TAIL;
import static tagledger.app.imports.WxrTest.post;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadXmlTest {

  @Test
  void a_bomb_is_refused_by_its_doctype() {
    String bomb =
        "<?xml version='1.0'?>\n<!DOCTYPE rss [<!ENTITY a0 'ha'>"
            + IntStream.range(1, 40)
                .mapToObj(i -> "<!ENTITY a%d '&a%d;&a%d;'>".formatted(i, i - 1, i - 1))
                .collect(Collectors.joining())
            + "]>";
    Reading.of(XML, bomb + HEAD + post("<title>&a39;</title>") + TAIL).ends(2, "DOCTYPE", "Remove");
  }

  @Test
  void nothing_outside_of_the_file_is_opened(@TempDir Path directory) throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "a secret");
    for (String doctype :
        new String[] {
          "<!DOCTYPE rss [<!ENTITY x SYSTEM '%s'>]>",
          "<!DOCTYPE rss SYSTEM '%s'>",
          "<!DOCTYPE rss [<!ENTITY %% x SYSTEM '%s'> %%x;]>"
        }) {
      Reading reading =
          Reading.of(
              XML, doctype.formatted(secret.toUri()) + HEAD + post("<title>&x;</title>") + TAIL);
      reading.ends(1, "DOCTYPE");
      assertThat(reading.found()).isEmpty();
    }
    Reading.of(XML, HEAD + "\n" + post("<title>&x;</title>") + TAIL).ends(3, "entity");
  }

  @Test
  void what_comes_before_a_cut_stays_good() {
    String whole = HEAD + post("") + post("<content:encoded>x</content:encoded>") + TAIL;
    int second = whole.lastIndexOf("<item>");
    for (int end = second; end < whole.length(); end++) {
      Reading reading = Reading.of(XML, whole.substring(0, end));
      assertThat(reading.end()).as(whole.substring(0, end)).contains("cut off", "whole file");
      assertThat(reading.lines()).startsWith("2 p|T|null|[]");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a",
        "</b>",
        "<a b=c/>",
        "&nbsp;",
        "\u0000",
        "&#0;",
        "<a><b></a></b>",
        "]]>",
        "<x:y/>"
      })
  void what_is_not_well_formed_ends_it_by_line(String fault) {
    Reading reading = Reading.of(XML, HEAD + post("") + "\n<item>" + fault + "</item>\n" + TAIL);

    reading.ends(4, "not well-formed");
    assertThat(reading.end()).doesNotContain("\n");
    assertThat(reading.lines()).containsExactly("2 p|T|null|[]");
  }

  @Test
  void bytes_that_are_no_text_end_it_by_line() {
    Reading reading =
        Reading.of(
            XML,
            (HEAD + post("") + post("<content:encoded>\n\nit\u0092s</content:encoded>") + TAIL)
                .getBytes(ISO_8859_1));

    reading.ends(5, "Not valid UTF-8: byte 0x92 (Windows-1252?)");
    assertThat(reading.lines()).containsExactly("2 p|T|null|[]");
    Reading.of(
            XML,
            ("<?xml version='1.0' encoding='us-ascii'?>\n" + HEAD + "\u00e9").getBytes(ISO_8859_1))
        .ends(3, "Not valid US-ASCII: byte 0xE9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html/>",
        "<rss/>",
        "<rss><channel/></rss>",
        "<rss xmlns:wp='http://wordpress.org/export/1.2/'/>",
        "<rss xmlns:wp='http://wordpress.org/export/1.2/'><item/></rss>",
        "<rss><channel><item><title>News</title></item></channel></rss>",
        "<rss xmlns:wp='http://example.org/export/1.2/'><channel><item/></channel></rss>",
        "<feed xmlns='http://www.w3.org/2005/Atom'/>"
      })
  void other_xml_is_no_export(String xml) {
    Reading reading = Reading.of(XML, xml);
    assertThat(reading.end()).contains("no export of WordPress");
    assertThat(reading.found()).isEmpty();
  }

  @Test
  void an_export_of_nothing_has_no_rows() {
    Reading.of(XML, HEAD + TAIL).shows();
  }

  @Test
  void an_empty_file_is_told() {
    Reading.of(XML, "").ends(1, "The file is empty.");
    Reading.of(XML, "name,price\n").ends(1, "not well-formed");
    Reading.of(XML, "<?xml version='1.0' encoding='klingon'?><rss/>").ends(1, "encoding", "UTF-8");
  }

  @Test
  void what_nests_too_deep_is_refused() {
    Reading.of(XML, HEAD + "<a>".repeat(100_000)).ends(2, "epth");
  }

  @Test
  void names_without_end_are_refused() {
    Reading.of(
            XML,
            HEAD
                + IntStream.range(0, 20_000)
                    .mapToObj(i -> "<a" + i + "/>")
                    .collect(Collectors.joining()))
        .ends(2, "10000 different names");
  }
}
