package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpoolTest {

  private static final int KB = 1024;
  private static final int ROOM_FOR_ONE = 1024 * KB;

  @ParameterizedTest
  @CsvSource({"0, true", "64, true", "65, true", "1024, true", "1025, false", "3000, false"})
  void all_that_was_written_comes_again(int kilobytes, boolean inMemory) throws IOException {
    AnswersInMemory room = new AnswersInMemory(ROOM_FOR_ONE);
    byte[] bytes = random(kilobytes * KB);
    try (Spool spool = new Spool(room)) {
      write(bytes, spool);
      assertThat(written(spool)).isEqualTo(bytes);
      assertThat(spool.isInMemory()).isEqualTo(inMemory);
    }
    assertThat(room.take(ROOM_FOR_ONE)).isTrue();
  }

  @Test
  void where_there_is_no_room_only_what_is_short_stays_in_memory() throws IOException {
    AnswersInMemory room = new AnswersInMemory(ROOM_FOR_ONE);
    byte[] bytes = random(65 * KB);
    try (Spool first = new Spool(room);
        Spool second = new Spool(room);
        Spool third = new Spool(room)) {
      write(bytes, first);
      write(bytes, second);
      third.write(bytes, 0, 64 * KB);
      assertThat(first.isInMemory()).isTrue();
      assertThat(second.isInMemory()).isFalse();
      assertThat(third.isInMemory()).isTrue();
      assertThat(written(second)).isEqualTo(bytes);
    }
    assertThat(room.take(ROOM_FOR_ONE)).isTrue();
  }

  @Test
  void what_has_become_too_long_for_memory_leaves_its_room_to_others() throws IOException {
    AnswersInMemory room = new AnswersInMemory(ROOM_FOR_ONE);
    try (Spool spool = new Spool(room)) {
      write(random(1025 * KB), spool);
      assertThat(room.take(ROOM_FOR_ONE)).isTrue();
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static void write(byte[] bytes, Spool spool) throws IOException {
    for (int from = 0; from < bytes.length; from += KB) {
      spool.write(bytes, from, KB - 1);
      spool.write(bytes[from + KB - 1]);
    }
  }

  private static byte[] written(Spool spool) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    spool.writeTo(out);
    return out.toByteArray();
  }
}
