package tagledger.command.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Snapshots that are there are read for ever: what is written is number by number as here. */
class ThingsWrittenTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 5, 4095, 4096, 4097, 8192, 10_000})
  void things_are_written_as_their_count_and_three_numbers_each_and_read_back(int count)
      throws IOException {
    byte[] written = written(count);
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    DataOutputStream numbers = new DataOutputStream(expected);
    numbers.writeInt(count);
    for (int id = 1; id <= count; id++) {
      numbers.writeInt(id);
      numbers.writeInt(id + 1_000_000);
      numbers.writeInt(id + 2_000_000);
    }
    assertThat(written).isEqualTo(expected.toByteArray());
    DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(Arrays.copyOf(written, written.length + 1)));
    Things read = Things.read(in);
    assertThat(in.available()).as("left for who reads next").isEqualTo(1);
    assertThat(bytes(read)).isEqualTo(written);
  }

  @Test
  void a_snapshot_that_is_cut_off_is_not_read() throws IOException {
    byte[] written = written(5_000);
    byte[] cut = Arrays.copyOf(written, written.length - 1);
    assertThatExceptionOfType(EOFException.class)
        .isThrownBy(() -> Things.read(new DataInputStream(new ByteArrayInputStream(cut))));
  }

  private static byte[] written(int count) throws IOException {
    Things things = new Things();
    for (int id = 1; id <= count; id++) {
      things.add(id, id + 1_000_000);
      things.linked(id, id + 2_000_000);
    }
    return bytes(things);
  }

  private static byte[] bytes(Things things) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    things.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
