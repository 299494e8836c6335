package tagledger.app.imports;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static tagledger.app.imports.FileType.CSV;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the bytes of CSV become text, and what becomes of those that do not. */
class CsvTextTest {

  private static final String WINDOWS =
      "Not valid UTF-8: byte 0x92 (Windows-1252?). Save the file as UTF-8, or send it as text/csv;"
          + " charset=windows-1252.";

  @Test
  void bytes_that_are_no_text_make_their_row_bad_and_the_rest_is_read() {
    Reading.of(
            CSV,
            "name,price,note\nChair,1,\nMen\u0092s,2,\n\u00c3\u00a9t\u00e9,3,\nBed,4,it\u0092s\nSofa,5,\n"
                .getBytes(ISO_8859_1))
        .shows(
            "2 #1 Chair|Chair|1|null",
            "3 bad " + WINDOWS,
            "4 bad " + WINDOWS.replace("92", "E9"),
            "5 bad " + WINDOWS,
            "6 #1 Sofa|Sofa|5|null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0081",
        "\u00ed\u00a0\u0080",
        "\u00c0\u0080",
        "\u00f5\u0080\u0080\u0080",
        "\u00e2\u0082"
      })
  void what_only_looks_like_utf_8_is_none(String bytes) {
    Reading reading = Reading.of(CSV, ("name,price\n" + bytes + ",1\nx,1\n").getBytes(ISO_8859_1));

    assertThat(reading.hasNoEnd().lines().getFirst()).startsWith("2 bad Not valid UTF-8: byte 0x");
    assertThat(reading.lines().getLast()).isEqualTo("3 #1 x|x|1|null");
  }

  @Test
  void a_file_that_ends_inside_of_a_character_ends_with_a_bad_row() {
    assertThat(Reading.of(CSV, "name,price\nx,1\u00e2\u0082".getBytes(ISO_8859_1)).lines())
        .singleElement()
        .asString()
        .startsWith("2 bad Not valid UTF-8: byte 0xE2");
  }

  @Test
  void a_header_that_is_no_text_is_told() {
    Reading.of(CSV, "name,price,it\u0092s\nx,1,\n".getBytes(ISO_8859_1))
        .ends(1, "0x92 (Windows-1252?)", "text/csv; charset=windows-1252");
  }

  @Test
  void a_charset_that_is_named_is_read() {
    String text = "name,price\nMen\u2019s \u20ac,2\n";
    for (String charset : new String[] {"windows-1252", "UTF-16", "utf-16le", "utf-8"}) {
      assertThat(inCharset(text.getBytes(Charset.forName(charset)), charset).lines())
          .as(charset)
          .containsExactly("2 #1 Men\u2019s \u20ac|Men\u2019s \u20ac|2|null");
    }
    assertThat(inCharset(("\ufeff" + text).getBytes(UTF_16LE), "utf-16le").lines()).hasSize(1);
  }

  @Test
  void bytes_that_a_named_charset_does_not_have_make_their_row_bad() {
    assertThat(inCharset("name,price\nx\u00e9,1\ny,2\n".getBytes(UTF_8), "us-ascii").lines())
        .containsExactly(
            "2 bad Not valid US-ASCII: byte 0xC3. Name the charset in which the file was saved, or"
                + " save it as UTF-8.",
            "3 #1 y|y|2|null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"klingon", "", " ", "\u0000"})
  void a_charset_that_nobody_knows_is_told(String charset) {
    inCharset("name,price\n".getBytes(UTF_8), charset).ends(1, "charset is not known", "UTF-8");
  }

  @Test
  void a_byte_order_mark_is_passed_over() {
    Reading.of(CSV, "\ufeffname,price\nx,1\n").shows("2 #1 x|x|1|null");
    Reading.of(CSV, "\ufeff\"name\",price\nx,1\n").shows("2 #1 x|x|1|null");
  }

  @Test
  void utf_16_is_told_by_its_mark_or_its_nul_bytes() {
    Reading.of(CSV, "name,price\nx,1\n".getBytes(UTF_16)).ends(1, "UTF-16", "charset=utf-16");
    Reading.of(CSV, "\ufeffname,price\nx,1\n".getBytes(UTF_16LE)).ends(1, "UTF-16");
    Reading.of(CSV, "name,price\nx,1\n".getBytes(UTF_16LE)).ends(1, "UTF-16", "NUL");
  }

  @Test
  void a_nul_makes_its_row_bad() {
    Reading.of(CSV, "name,price\na\u0000b,1\nx,1\n")
        .shows("2 bad Has a NUL byte, which no text can have.", "3 #1 x|x|1|null");
  }

  @Test
  void characters_beyond_the_basic_plane_are_counted_as_one() {
    String name = "\ud83e\ude91".repeat(80);
    Reading.of(CSV, "name,price\n%s,1\n%sx,1\n".formatted(name, name))
        .shows(
            "2 #1 %s|%s|1|null".formatted(name, name),
            "3 bad name: Longer than maximum length 80.");
  }

  private static Reading inCharset(byte[] bytes, String charset) {
    return Reading.of(CSV, new ByteArrayInputStream(bytes), charset);
  }
}
