package tagledger.app.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tagledger.app.imports.FileType.CSV;
import static tagledger.app.imports.FileType.NDJSON;
import static tagledger.app.imports.FileType.XML;
import static tagledger.app.imports.WxrTest.HEAD;
import static tagledger.app.imports.WxrTest.TAIL;
import static tagledger.app.imports.WxrTest.post;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Files of pieces so large that who held them would be seen to; they are never held here either.
 */
class HugeFilesTest {

  private static final long SIZE = 400_000_000;
  private static final long MODEST = 100_000_000;

  @Test
  void a_line_of_json_is_passed_over() {
    Reading reading =
        modestly(
            () ->
                Reading.of(
                    NDJSON,
                    file("{\"tags\": [\"", filler("x"), "\"]}\n{\"tags\": [\"y\"]}\n"),
                    null));
    reading.shows("1 bad Longer than maximum length 8388608 bytes.", "2 [y]");
  }

  @Test
  void a_field_of_csv_makes_its_row_bad_and_the_rest_is_read() {
    for (String quote : List.of("", "\"")) {
      modestly(
              () ->
                  Reading.of(
                      CSV,
                      file("name,price,x\nb,1," + quote, filler("x"), quote + "\nc,3\n"),
                      null))
          .shows("2 bad Has a field of more than 8388608 characters.", "3 #1 c|c|3|null");
    }
  }

  @Test
  void a_quote_that_is_not_closed_ends_the_reading() {
    Reading reading =
        modestly(() -> Reading.of(CSV, file("name,price\na,1\n\"b,", filler("x\n"), ""), null));
    reading.ends(3, "quote", "not closed");
    assertThat(reading.lines()).hasSize(1);
    modestly(() -> Reading.of(CSV, file("name,price,\"", filler("x\n"), ""), null))
        .ends(1, "header", "1048576");
  }

  @Test
  void a_row_of_many_fields_is_passed_over() {
    modestly(() -> Reading.of(CSV, file("name,price\n", filler("x,"), "\nc,3\n"), null))
        .shows("2 bad Has 200000001 fields where the header has 2.", "3 #1 c|c|3|null");
  }

  @Test
  void a_content_is_dropped_and_the_rest_is_read() {
    for (List<String> around :
        List.of(
            List.of("<content:encoded><![CDATA[", "]]></content:encoded>"),
            List.of("<content:encoded>", "</content:encoded>"))) {
      Reading reading =
          modestly(
              () ->
                  Reading.of(
                      XML,
                      file(
                          HEAD + "<item><title>x</title>" + around.getFirst(),
                          filler("text "),
                          around.getLast() + WxrTest.PUBLISHED + "</item>\n" + post("") + TAIL),
                      null));
      reading.shows("2 bad content: Longer than maximum length 1048576 bytes.", "3 p|T|null|[]");
    }
  }

  @Test
  void markup_without_end_ends_the_reading() {
    for (String open : List.of("<", "<a ", "<!--", "<?x ", "<a b='", "&", "</")) {
      Reading reading =
          modestly(() -> Reading.of(XML, file(HEAD + post("") + open, filler("x"), ""), null));
      assertThat(reading.end()).as(open).isNotNull();
      assertThat(reading.lines()).hasSize(1);
    }
    modestly(() -> Reading.of(XML, file("<!DOCTYPE x [<!ENTITY a '", filler("x"), ""), null))
        .ends(1, "DOCTYPE");
  }

  @Test
  void a_failure_of_the_stream_passes_through_as_it_is() {
    IOException failure = new IOException("The client left");
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw failure;
          }
        };
    for (FileType type : FileType.values()) {
      String start = type == XML ? HEAD + post("") : type == CSV ? "name,price\na,1\n" : "{}\n";
      assertThatThrownBy(
              () -> {
                InputStream file = new SequenceInputStream(text(start), failing);
                try (RowReader reader = type.open(file, null)) {
                  while (reader.next() != null) {}
                }
              })
          .as(type.name())
          .isSameAs(failure);
    }
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static InputStream file(String head, InputStream filler, String tail) {
    return new SequenceInputStream(
        Collections.enumeration(List.of(text(head), filler, text(tail))));
  }

  /** The same text again and again. */
  private static InputStream filler(String text) {
    byte[] block = text.repeat(8192 / text.length()).getBytes(UTF_8);
    return new InputStream() {
      private long left = SIZE / text.length() * text.length();
      private int position;

      @Override
      public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
      }

      @Override
      public int read(byte[] target, int offset, int length) {
        if (left == 0) {
          return -1;
        }
        int count = (int) Math.min(left, Math.min(length, block.length - position));
        System.arraycopy(block, position, target, offset, count);
        position = (position + count) % block.length;
        left -= count;
        return count;
      }
    };
  }

  private static Reading modestly(Supplier<Reading> reading) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Reading read = reading.get();
    assertThat(threads.getCurrentThreadAllocatedBytes() - before)
        .as("bytes that were ever allocated")
        .isLessThan(MODEST);
    return read;
  }
}
